import type { TimePiece } from '../time/strftime.ts';

const monthNames = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sep(?:tember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];
const dayNames = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';

/** Offsets of the zone names that logs in use carry, in hours. A name of any other zone makes the time unreadable. */
export const zoneHours: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  cest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  jst: 9,
};

const monthPattern = `((?i:${monthNames.join('|')}))`;
const weekdayPattern = `((?i:${dayNames}))`;
const twoDigits = '[ ]*(\\d{1,2})';

/** What each variable captures: the name of its group (empty: read over), and a pattern with that one group. */
const variablePatterns: Readonly<Record<string, readonly [key: string, pattern: string]>> = {
  Y: ['Y', '(\\d{4})'],
  G: ['', '(\\d{4})'],
  y: ['y', '(\\d{2})'],
  m: ['m', twoDigits],
  d: ['d', twoDigits],
  e: ['d', twoDigits],
  j: ['j', '[ ]*(\\d{1,3})'],
  H: ['H', twoDigits],
  k: ['H', twoDigits],
  I: ['I', twoDigits],
  l: ['I', twoDigits],
  M: ['M', '(\\d{1,2})'],
  S: ['S', '(\\d{1,2})'],
  N: ['N', '(\\d{1,9})'],
  p: ['p', '(?i:([ap])\\.?m\\.?)'],
  b: ['b', monthPattern],
  B: ['b', monthPattern],
  a: ['', weekdayPattern],
  A: ['', weekdayPattern],
  z: ['z', '([Zz]|[+-]\\d{2}:?\\d{2})'],
  Z: ['Z', '([A-Za-z]{1,5})'],
  s: ['s', '(-?\\d{1,12}(?:\\.\\d{1,9})?)'],
};

function patternOf(piece: TimePiece): { readonly key: string; readonly pattern: string } {
  const [key, pattern] = variablePatterns[piece.at(-1) ?? ''] ?? ['', '(\\d{1,2})'];
  return { key, pattern };
}

/** Blanks of a format match any run of blanks, as in C's strptime. */
function literalPattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replace(/\s+/g, '\\s*');
}

/** The pattern of a format, and the variables that its groups hold. Text after the match is not looked at. */
export function compileFormat(pieces: readonly TimePiece[]): {
  readonly pattern: string;
  readonly keys: readonly string[];
} {
  const keys: string[] = [];
  let pattern = '^';
  for (const piece of pieces) {
    if (piece.startsWith('=')) {
      pattern += literalPattern(piece.slice(1));
      continue;
    }
    const found = patternOf(piece);
    const isNew = found.key !== '' && !keys.includes(found.key);
    if (isNew) keys.push(found.key);
    // A variable that is not needed, or was already read, must still be there.
    pattern += isNew ? found.pattern : found.pattern.replace(/\((?!\?)/, '(?:');
  }
  return { pattern, keys };
}
