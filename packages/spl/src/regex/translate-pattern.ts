import type { PatternProblem } from './compile-pattern.ts';
import { readEscape } from './escape.ts';
import { areDisjoint, type Reader, readClass } from './pattern-reader.ts';

/** RE2's spelling of a PCRE pattern, not yet checked for its syntax. */
export type Translation = { readonly ok: true; readonly pattern: string } | PatternProblem;

interface State extends Reader {
  out: string;
  /** The single-character atom that was written last, if the last thing was one. */
  atom: string | null;
  /** Open groups: is it atomic? */
  readonly open: boolean[];
}

function unsupported(construct: string, at: number, hint?: string): PatternProblem {
  const base = { ok: false as const, kind: 'unsupported' as const, construct, at };
  return hint === undefined ? base : { ...base, hint };
}

/** Rewrites what RE2 spells differently, drops what makes no difference, and refuses what RE2 cannot do. */
export function translatePattern(pattern: string): Translation {
  const state: State = { text: pattern, at: 0, out: '', atom: null, open: [] };
  while (state.at < pattern.length) {
    const problem = step(state);
    if (problem) return problem;
  }
  return { ok: true, pattern: state.out };
}

function step(state: State): PatternProblem | undefined {
  const character = state.text[state.at] ?? '';
  switch (character) {
    case '\\':
      return stepEscape(state);
    case '[':
      return stepClass(state);
    case '(':
      return openGroup(state);
    case ')':
      return closeGroup(state);
    case '*':
    case '+':
    case '?':
    case '{':
      return quantify(state);
    default:
      state.out += character;
      state.atom = character === '|' || character === '^' || character === '$' ? null : character;
      state.at += 1;
      return undefined;
  }
}

function stepEscape(state: State): PatternProblem | undefined {
  const found = readEscape(state, false);
  if (!found.ok) return found;
  state.out += found.text;
  state.atom = found.isCharacter ? found.text : null;
  return undefined;
}

function stepClass(state: State): PatternProblem | undefined {
  const found = readClass(state);
  if (typeof found !== 'string') return found;
  state.out += found;
  state.atom = found;
  return undefined;
}

/** Openings that PCRE has and RE2 lacks, longest first. */
const refusedGroups: readonly (readonly [opening: string, construct: string, hint?: string])[] = [
  [
    '(?<=',
    'a look-behind',
    'match the text before it as well, and take the part that is needed with a group',
  ],
  ['(?<!', 'a look-behind', 'use two conditions, one of them with NOT'],
  ['(?=', 'a look-ahead', 'use two conditions joined by AND'],
  ['(?!', 'a look-ahead', 'use two conditions, one of them with NOT'],
  ['(?|', 'a branch reset'],
  ['(?(', 'a condition'],
  ['(?&', 'recursion'],
  ['(?P>', 'recursion'],
  ['(?P=', 'a back reference'],
  ['(?R', 'recursion'],
  ['(*', 'a control verb'],
];

function openGroup(state: State): PatternProblem | undefined {
  const rest = state.text.slice(state.at);
  const refused = refusedGroups.find(([opening]) => rest.startsWith(opening));
  if (refused) return unsupported(refused[1], state.at, refused[2]);
  if (/^\(\?[+-]?\d/.test(rest)) return unsupported('recursion', state.at);
  const comment = /^\(\?#[^)]*\)/.exec(rest);
  if (comment) {
    state.at += comment[0].length;
    return undefined;
  }
  return openKnownGroup(state, rest);
}

function openKnownGroup(state: State, rest: string): PatternProblem | undefined {
  const named = /^\(\?P?(?:<([^>]*)>|'([^']*)')/.exec(rest);
  const flags = /^\(\?([a-zA-Z-]*)([:)])/.exec(rest);
  let length = 1;
  let text = '(';
  if (named) {
    length = named[0].length;
    text = `(?P<${named[1] ?? named[2] ?? ''}>`;
  } else if (rest.startsWith('(?>')) {
    length = 3;
    text = '(?:';
  } else if (flags) {
    const unknown = /[^imsU-]/.exec(flags[1] ?? '')?.[0];
    if (unknown) return unsupported(`the flag "${unknown}"`, state.at);
    length = flags[0].length;
    text = flags[0];
  }
  state.at += length;
  state.out += text;
  state.atom = null;
  if (!text.endsWith(')')) state.open.push(rest.startsWith('(?>'));
  return undefined;
}

function closeGroup(state: State): PatternProblem | undefined {
  const isAtomic = state.open.pop() ?? false;
  const at = state.at;
  state.at += 1;
  state.out += ')';
  state.atom = null;
  if (!isAtomic || endsHere(state)) return undefined;
  return unsupported('an atomic group', at, 'write (?:...) in place of (?>...), which may match more');
}

/** Only closing parentheses and the end anchor follow: nothing could make the engine step back. */
function endsHere(state: State): boolean {
  return /^\)*\$?\)*$/.test(state.text.slice(state.at));
}

/** A quantifier, possessive ones in their plain form where the two cannot differ. */
function quantify(state: State): PatternProblem | undefined {
  const start = state.at;
  const rest = state.text.slice(start);
  const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest)?.[0];
  if (quantifier === undefined) {
    // A brace that counts nothing is a brace.
    state.out += '\\{';
    state.atom = '\\{';
    state.at += 1;
    return undefined;
  }
  const atom = state.atom;
  state.at += quantifier.length;
  state.out += quantifier;
  state.atom = null;
  const suffix = state.text[state.at];
  if (suffix === '?') {
    state.out += '?';
    state.at += 1;
  }
  if (suffix !== '+') return undefined;
  state.at += 1;
  if (endsHere(state) || (atom !== null && areDisjoint(atom, state))) return undefined;
  return unsupported('a possessive quantifier', start, 'leave out its last +, which may match more');
}
