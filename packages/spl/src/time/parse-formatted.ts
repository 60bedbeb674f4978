import { daysInMonth, daysOf } from './civil-date.ts';
import { parseTimeFormat } from './strftime.ts';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** What each variable matches; a name of its own where its value counts. */
const variables: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d\\d)',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  e: '\\s*(?<d>\\d{1,2})',
  b: '(?<b>[A-Za-z]{3})[a-z]*',
  B: '(?<b>[A-Za-z]{3})[a-z]*',
  a: '[A-Za-z]+',
  A: '[A-Za-z]+',
  H: '(?<H>\\d{1,2})',
  k: '\\s*(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  l: '\\s*(?<I>\\d{1,2})',
  p: '(?<p>[AaPp])[Mm]',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  z: '(?<z>Z|[+-]\\d\\d:?\\d\\d)',
  s: '(?<s>\\d{1,15}(?:\\.\\d{1,9})?)',
  N: '(?<N>\\d{1,9})',
};

/**
 * Epoch seconds of a time that the text of a search holds, in a format of its own (`timeformat=`); UTC unless it names a
 * zone. Undefined when the text does not fit, or the format has a variable without a place in a date.
 */
export function parseFormatted(text: string, format: string): number | undefined {
  const parsed = parseTimeFormat(format);
  if (!parsed.ok) return undefined;
  const parts = parsed.pieces.map((piece) =>
    piece.startsWith('=')
      ? piece.slice(1).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      : variables[piece.slice(-1)],
  );
  const used = parsed.pieces
    .map((piece) => piece.slice(-1))
    .filter((_, i) => !parsed.pieces[i]?.startsWith('='));
  // A variable that stands twice has no one value.
  if (parts.includes(undefined) || new Set(used).size !== used.length) return undefined;
  const found = new RegExp(`^${parts.join('')}$`).exec(text)?.groups;
  return found && epochOf(found);
}

function epochOf(found: Readonly<Record<string, string | undefined>>): number | undefined {
  if (found['s'] !== undefined) return Number(found['s']);
  const number = (name: string, otherwise: number): number => Number(found[name] ?? otherwise);
  const year = found['Y'] === undefined ? shortYear(found['y']) : Number(found['Y']);
  const month = found['b'] === undefined ? number('m', 1) : months.indexOf(found['b'].toLowerCase()) + 1;
  const day = number('d', 1);
  if (year === undefined || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined;
  const hour =
    found['I'] === undefined
      ? number('H', 0)
      : (number('I', 0) % 12) + (/p/i.test(found['p'] ?? '') ? 12 : 0);
  const minute = number('M', 0);
  const second = number('S', 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = found['N'] === undefined ? 0 : Number(`0.${found['N']}`);
  const clock = hour * 3600 + minute * 60 + second + fraction;
  return daysOf({ year, month, day }) * 86_400 + clock - zoneSeconds(found['z']);
}

/** Two digits: 69 to 99 belong to the last century. */
function shortYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return Number(text) + (Number(text) >= 69 ? 1900 : 2000);
}

function zoneSeconds(text: string | undefined): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text ?? '');
  if (!match) return 0;
  return (Number(match[2]) * 3600 + Number(match[3]) * 60) * (match[1] === '-' ? -1 : 1);
}
