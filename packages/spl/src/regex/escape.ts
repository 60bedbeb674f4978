import type { PatternProblem } from './compile-pattern.ts';
import type { Reader } from './pattern-reader.ts';

interface Escape {
  readonly ok: true;
  /** In RE2's spelling. */
  readonly text: string;
  /** It matches exactly one character. */
  readonly isCharacter: boolean;
  /** It stands for several characters, so it cannot begin a range. */
  readonly isSet: boolean;
}

const blank = ' \\t\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}';
const lineBreak = '\\n\\x0b\\f\\r\\x{85}\\x{2028}\\x{2029}';

/** Sets that RE2 has no letter for: their members, as they stand inside brackets. */
const foreignSets: Readonly<Record<string, { readonly members: string; readonly negated: boolean }>> = {
  h: { members: blank, negated: false },
  H: { members: blank, negated: true },
  v: { members: lineBreak, negated: false },
  V: { members: lineBreak, negated: true },
  N: { members: '\\n', negated: true },
};

const refusedLetters: Readonly<Record<string, string>> = {
  K: 'a reset of the match start (\\K)',
  G: 'the end of the last match (\\G)',
  X: 'a grapheme (\\X)',
  C: 'a single byte (\\C)',
  k: 'a back reference',
  g: 'a back reference',
};

function character(text: string): Escape {
  return { ok: true, text, isCharacter: true, isSet: false };
}

function codePoint(code: number): Escape {
  return character(`\\x{${code.toString(16)}}`);
}

function unsupported(construct: string, at: number): PatternProblem {
  return { ok: false, kind: 'unsupported', construct, at };
}

/** Reads one escape at a backslash, outside or inside a class, and moves past it. */
export function readEscape(reader: Reader, inClass: boolean): Escape | PatternProblem {
  const start = reader.at;
  const rest = reader.text.slice(start + 1);
  const letter = [...rest.slice(0, 2)][0] ?? '';
  if (letter === '') return { ok: false, kind: 'malformed', reason: 'a backslash at the end', at: start };
  const coded = readCode(rest, inClass);
  if (coded) {
    reader.at += 1 + coded.length;
    return coded.escape;
  }
  if (/[1-9]/.test(letter)) return unsupported('a back reference', start);
  const refused = refusedLetters[letter];
  if (refused !== undefined) return unsupported(refused, start);
  reader.at += 1 + letter.length;
  if (/[pP]/.test(letter)) return readProperty(reader, letter);
  if (letter === 'Q') return readQuoted(reader, inClass);
  return simpleEscape(letter, inClass, start);
}

/** Escapes that give a character by its number: `\x41`, `\x{1f600}`, `\o{101}`, `\012`, `\cA`. */
function readCode(
  rest: string,
  inClass: boolean,
): { readonly escape: Escape; readonly length: number } | null {
  const found =
    /^x\{([0-9a-fA-F]{1,6})\}/.exec(rest) ??
    /^x([0-9a-fA-F]{0,2})/.exec(rest) ??
    /^(?:o\{([0-7]{1,7})\}|(0[0-7]{0,2}))/.exec(rest);
  if (found) {
    const code = rest.startsWith('x')
      ? Number.parseInt(found[1] || '0', 16)
      : Number.parseInt(found[1] ?? found[2] ?? '0', 8);
    return { escape: codePoint(code), length: found[0].length };
  }
  const control = /^c([ -~])/.exec(rest)?.[1];
  if (control) return { escape: codePoint(control.toUpperCase().charCodeAt(0) ^ 64), length: 2 };
  if (inClass && /^[1-7]/.test(rest)) {
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0] ?? '0';
    return { escape: codePoint(Number.parseInt(octal, 8)), length: octal.length };
  }
  return null;
}

function readProperty(reader: Reader, letter: string): Escape {
  const name = /^(?:\{\^?[A-Za-z_&]+\}|[A-Za-z])/.exec(reader.text.slice(reader.at))?.[0] ?? '';
  reader.at += name.length;
  return { ok: true, text: `\\${letter}${name}`, isCharacter: true, isSet: true };
}

/** `\Q...\E`: everything in between stands for itself. */
function readQuoted(reader: Reader, inClass: boolean): Escape {
  const end = reader.text.indexOf('\\E', reader.at);
  const quoted = reader.text.slice(reader.at, end < 0 ? undefined : end);
  reader.at = end < 0 ? reader.text.length : end + 2;
  const text = quoted.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
  return { ok: true, text, isCharacter: inClass || quoted.length === 1, isSet: quoted.length > 1 };
}

function simpleEscape(letter: string, inClass: boolean, at: number): Escape | PatternProblem {
  const foreign = foreignSets[letter];
  if (foreign) {
    if (inClass && foreign.negated) return unsupported(`\\${letter} inside brackets`, at);
    const text = inClass ? foreign.members : `[${foreign.negated ? '^' : ''}${foreign.members}]`;
    return { ok: true, text, isCharacter: true, isSet: true };
  }
  if (letter === 'R' && !inClass)
    return { ok: true, text: `(?:\\r\\n|[${lineBreak}])`, isCharacter: false, isSet: true };
  if (letter === 'Z' && !inClass) return { ok: true, text: '(?:\\n?\\z)', isCharacter: false, isSet: true };
  if (letter === 'b' && inClass) return character('\\x08');
  if (/[bBAz]/.test(letter)) return { ok: true, text: `\\${letter}`, isCharacter: false, isSet: false };
  if (letter === 'e') return character('\\x1b');
  if (letter === 'E') return { ok: true, text: '', isCharacter: false, isSet: false };
  if (/[dDsSwW]/.test(letter)) return { ok: true, text: `\\${letter}`, isCharacter: true, isSet: true };
  if (/[afnrt]/.test(letter)) return character(`\\${letter}`);
  // Any other letter, and what is no ASCII, stands for itself; RE2 wants no backslash there.
  return character(/^[!-/:-@[-`{-~ ]$/.test(letter) ? (letter === ' ' ? ' ' : `\\${letter}`) : letter);
}
