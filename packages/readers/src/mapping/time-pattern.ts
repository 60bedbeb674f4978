/** Reads a text by a pattern; gives ISO 8601 text, in UTC where the pattern has no `%z`. Null where it does not fit. */
export type TimeReader = (text: string) => string | null;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** What a conversion matches, as the source of a linear pattern with one group, and what the group is. */
const CONVERSIONS: Readonly<Record<string, readonly [pattern: string, part: string]>> = {
  Y: ['(\\d{4})', 'year'],
  y: ['(\\d{2})', 'year2'],
  m: ['(\\d{1,2})', 'month'],
  b: ['([A-Za-z]{3})', 'monthName'],
  B: ['([A-Za-z]{3,9})', 'monthName'],
  d: ['(\\d{1,2})', 'day'],
  e: [' ?(\\d{1,2})', 'day'],
  H: ['(\\d{1,2})', 'hour'],
  I: ['(\\d{1,2})', 'hour12'],
  M: ['(\\d{1,2})', 'minute'],
  S: ['(\\d{1,2})', 'second'],
  p: ['([AaPp][Mm])', 'half'],
  f: ['(\\d{1,9})', 'fraction'],
  N: ['(\\d{1,9})', 'fraction'],
  z: ['(Z|[+-]\\d\\d:?\\d\\d)', 'zone'],
};

const SHORTHANDS: Readonly<Record<string, string>> = { T: '%H:%M:%S', F: '%Y-%m-%d' };

/** Compiles a pattern of strptime: `%Y-%m-%d %H:%M:%S`, `%d/%b/%Y:%T %z`. Throws RangeError that names what it does not know. */
export function timePattern(format: string): TimeReader {
  const parts: string[] = [];
  const long = format.replace(/%([TF])/g, (_, letter: string) => SHORTHANDS[letter] ?? '');
  const source = long.replace(/%(.)|[^%]|%$/g, (text: string, letter: string | undefined) => {
    if (letter === '%') return '%';
    const conversion = letter === undefined ? undefined : CONVERSIONS[letter];
    if (conversion !== undefined) {
      parts.push(conversion[1]);
      return conversion[0];
    }
    if (text.startsWith('%')) throw new RangeError(`the time format has ${text}, which is not known`);
    return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  const has = (part: string): boolean => parts.some((each) => each.startsWith(part));
  if (!has('year') || !has('month') || !has('day'))
    throw new RangeError('the time format does not say year, month and day');
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const groups = pattern.exec(text);
    return groups === null ? null : isoOf(new Map(parts.map((part, at) => [part, groups[at + 1] ?? ''])));
  };
}

function isoOf(parts: ReadonlyMap<string, string>): string | null {
  const number = (part: string): number => Number(parts.get(part) ?? 0);
  const year = parts.has('year') ? number('year') : number('year2') + (number('year2') < 69 ? 2000 : 1900);
  const name = parts.get('monthName');
  const month = name === undefined ? number('month') : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const hour = parts.has('hour12')
    ? (number('hour12') % 12) + (parts.get('half')?.toLowerCase() === 'pm' ? 12 : 0)
    : number('hour');
  const day = number('day');
  const [minute, second] = [number('minute'), number('second')];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return null;
  const fraction = parts.get('fraction');
  const zone = (parts.get('zone') ?? 'Z').replace(/(\d\d)(\d\d)$/, '$1:$2');
  return `${date.toISOString().slice(0, 19)}${fraction === undefined ? '' : `.${fraction}`}${zone}`;
}
