import { RE2JS } from 're2js';
import type { PatternProblem } from './compile-pattern.ts';
import { readEscape } from './escape.ts';

/** A place in a pattern. */
export interface Reader {
  readonly text: string;
  at: number;
}

/** Reads a bracketed class at `[` and gives it in RE2's spelling. */
export function readClass(reader: Reader): string | PatternProblem {
  const start = reader.at;
  const opening = /^\[\^?\]?/.exec(reader.text.slice(start))?.[0] ?? '[';
  let out = opening;
  reader.at += opening.length;
  // After `\w` a hyphen cannot make a range; PCRE takes it as itself, RE2 refuses it.
  let afterSet = false;
  while (reader.at < reader.text.length) {
    const rest = reader.text.slice(reader.at);
    const character = rest[0] ?? '';
    const posix = /^\[:\^?[a-z]+:\]/.exec(rest)?.[0];
    if (character === ']') {
      reader.at += 1;
      return `${out}]`;
    }
    if (posix) {
      out += posix;
      reader.at += posix.length;
      afterSet = true;
    } else if (character === '\\') {
      const found = readEscape(reader, true);
      if (!found.ok) return found;
      out += found.text;
      afterSet = found.isSet;
    } else {
      const isPlainHyphen = character === '-' && (afterSet || /^-\\[dDsSwWhpP]/.test(rest));
      out += isPlainHyphen ? '\\-' : character === '[' ? '\\[' : character;
      reader.at += 1;
      afterSet = false;
    }
  }
  return { ok: false, kind: 'malformed', reason: 'missing closing ]', at: start };
}

/** Characters beyond Latin-1 that stand for all others. */
const samples = [
  ...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)),
  'Ā',
  'я',
  '中',
  '\u2028',
  '😀',
];

/** Is what follows in the pattern one required character, and can it never be one that `atom` matches? */
export function areDisjoint(atom: string, reader: Reader): boolean {
  const next = nextAtom({ text: reader.text, at: reader.at });
  if (next === null) return false;
  try {
    const [first, second] = [RE2JS.compile(`(?s)^(?:${atom})$`), RE2JS.compile(`(?s)^(?:${next})$`)];
    return !samples.some((sample) => first.matches(sample) && second.matches(sample));
  } catch {
    // A part that does not compile alone is reported when the whole pattern is compiled.
    return false;
  }
}

function nextAtom(reader: Reader): string | null {
  const character = reader.text[reader.at] ?? '';
  let atom: string;
  if (character === '' || '()|^$*+?{'.includes(character)) return null;
  if (character === '[') {
    const found = readClass(reader);
    if (typeof found !== 'string') return null;
    atom = found;
  } else if (character === '\\') {
    const found = readEscape(reader, false);
    if (!found.ok || !found.isCharacter) return null;
    atom = found.text;
  } else {
    atom = character;
    reader.at += 1;
  }
  return /^(?:[*?]|\{0)/.test(reader.text.slice(reader.at)) ? null : atom;
}
