import fc from 'fast-check';
import { listField, scalarFields } from './conditions.ts';
import { byCodePoint, numberOf, type Row, readingField, textOf, type Values } from './values.ts';

/** An aggregate call, where its result may go, and its value over rows in order. */
export interface Aggregate {
  readonly spl: string;
  readonly target: string;
  readonly of: (rows: readonly Row[]) => Values;
}

type Over = (rows: readonly Row[], field: string) => Values;

function allValues(rows: readonly Row[], field: string): readonly string[] {
  return rows.flatMap((row) => row.get(field) ?? []);
}

function numbersOf(rows: readonly Row[], field: string): readonly number[] {
  return allValues(rows, field).flatMap((text) => numberOf(text) ?? []);
}

function one(value: number | string | null | undefined): Values {
  const text = typeof value === 'number' ? textOf(value) : value;
  return text === null || text === undefined ? [] : [text];
}

function sumOf(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0);
}

function extreme(rows: readonly Row[], field: string, sign: 1 | -1): Values {
  const values = allValues(rows, field);
  const numbers = values.flatMap((text) => numberOf(text) ?? []).sort((a, b) => sign * (a - b));
  const others = values.filter((text) => numberOf(text) === null).sort((a, b) => sign * byCodePoint(a, b));
  // Every number comes before every text.
  return sign === 1 ? one(numbers[0] ?? others[0]) : one(others[0] ?? numbers[0]);
}

function byTime(rows: readonly Row[], field: string, sign: 1 | -1): Values {
  const present = rows.filter((row) => row.has(field));
  const timed = present.filter((row) => row.has('_time'));
  // Without any time the choice is the row order's.
  if (timed.length === 0) return rows.some((row) => row.has('_time')) ? [] : (present[0]?.get(field) ?? []);
  const places = (row: Row): readonly number[] =>
    [...(row.get('_time') ?? []), ...(row.get(readingField) ?? [])].map(Number);
  return [...timed].sort((a, b) => sign * comparePlaces(places(a), places(b)))[0]?.get(field) ?? [];
}

/** Of rows of one time the one read first is the earlier, whatever the order of the rows now. */
function comparePlaces(a: readonly number[], b: readonly number[]): number {
  return a.reduce((order, place, i) => order || place - (b[i] ?? 0), 0);
}

/** Results that are one number or text. */
const scalars: Readonly<Record<string, Over>> = {
  count: (rows, field) => one(allValues(rows, field).length),
  dc: (rows, field) => one(new Set(allValues(rows, field)).size),
  sum: (rows, field) => one(sumOf(numbersOf(rows, field))),
  avg: (rows, field) => {
    const numbers = numbersOf(rows, field);
    const sum = sumOf(numbers);
    return sum === null ? [] : one(sum / numbers.length);
  },
  min: (rows, field) => extreme(rows, field, 1),
  max: (rows, field) => extreme(rows, field, -1),
  range: (rows, field) => {
    const numbers = numbersOf(rows, field);
    return numbers.length === 0 ? [] : one(Math.max(...numbers) - Math.min(...numbers));
  },
};

/** Results that may be lists. */
const lists: Readonly<Record<string, Over>> = {
  values: (rows, field) => [...new Set(allValues(rows, field))].sort(byCodePoint),
  list: (rows, field) => allValues(rows, field).slice(0, 100),
  first: (rows, field) => rows.find((row) => row.has(field))?.get(field) ?? [],
  last: (rows, field) => rows.findLast((row) => row.has(field))?.get(field) ?? [],
  earliest: (rows, field) => byTime(rows, field, 1),
  latest: (rows, field) => byTime(rows, field, -1),
};

const field = fc.constantFrom(...scalarFields, listField);

function calls(table: Readonly<Record<string, Over>>, targets: readonly string[]): fc.Arbitrary<Aggregate> {
  return fc
    .tuple(fc.constantFrom(...Object.entries(table)), field, fc.constantFrom(...targets))
    .map(([[name, over], argument, target]) => ({
      spl: `${name}(${argument}) as ${target}`,
      target,
      of: (rows) => over(rows, argument),
    }));
}

const countAll: fc.Arbitrary<Aggregate> = fc.constantFrom('d', 'n').map((target) => ({
  spl: `count as ${target}`,
  target,
  of: (rows) => one(rows.length),
}));

/** One to three aggregates with different targets. */
export const aggregates: fc.Arbitrary<readonly Aggregate[]> = fc.uniqueArray(
  fc.oneof(countAll, calls(scalars, ['d', 'n']), calls(lists, [listField, 'l{}'])),
  { minLength: 1, maxLength: 3, selector: ({ target }) => target },
);
