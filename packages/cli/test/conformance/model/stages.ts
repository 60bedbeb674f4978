import fc from 'fast-check';
import { aggregates } from './aggregates.ts';
import { condition, listField, scalarFields, searchExpression, value } from './conditions.ts';
import {
  byCodePoint,
  compareForSort,
  numberOf,
  type Row,
  readingField,
  type Values,
  withField,
} from './values.ts';

/** One stage of a pipeline: its text, and what it makes of rows in order. */
export interface ModelStage {
  readonly spl: string;
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

type StageArbitrary = fc.Arbitrary<ModelStage>;

const scalar = fc.constantFrom(...scalarFields);
const anyField = fc.constantFrom(...scalarFields, listField);
const fieldList = fc.uniqueArray(anyField, { minLength: 1, maxLength: 3 });
const count = fc.integer({ min: 0, max: 6 });

export const searchStage: StageArbitrary = searchExpression.map(({ spl, of }) => ({
  spl: `search ${spl}`,
  run: (rows) => rows.filter(of),
}));

const whereStage: StageArbitrary = condition.map(({ spl, of }) => ({
  spl: `where ${spl}`,
  run: (rows) => rows.filter((row) => of(row) === true),
}));

const evalStage: StageArbitrary = fc.tuple(scalar, value).map(([target, { spl, of }]) => ({
  spl: `eval ${target}=${spl}`,
  run: (rows) => rows.map((row) => withField(row, target, of(row))),
}));

/** Groups of rows that have all the fields, in the order of their keys; a multivalue key puts a row into several. */
function groupsOf(
  rows: readonly Row[],
  by: readonly string[],
): readonly { readonly keys: Values; readonly rows: readonly Row[] }[] {
  const groups = new Map<string, { keys: Values; rows: Row[] }>();
  for (const row of rows) {
    for (const keys of combinations(by.map((name) => row.get(name) ?? []))) {
      const id = JSON.stringify(keys);
      const group = groups.get(id) ?? { keys, rows: [] };
      group.rows.push(by.reduce((split, name, i) => withField(split, name, keys[i] ?? null), row));
      groups.set(id, group);
    }
  }
  return [...groups.values()].sort((a, b) => compareLists(a.keys, b.keys));
}

function combinations(lists: readonly Values[]): readonly Values[] {
  return lists.reduce<readonly Values[]>(
    (all, list) => all.flatMap((keys) => list.map((key) => [...keys, key])),
    [[]],
  );
}

function compareLists(a: Values, b: Values): number {
  return a.reduce(
    (order, key, i) => order || compareForSort(key, b[i] ?? '') || byCodePoint(key, b[i] ?? ''),
    0,
  );
}

const statsStage: StageArbitrary = fc
  .tuple(aggregates, fc.uniqueArray(anyField, { maxLength: 2 }))
  .filter(([calls, by]) => calls.every(({ target }) => !by.includes(target as 'a')))
  .map(([calls, by]) => ({
    spl: `stats ${calls.map(({ spl }) => spl).join(' ')}${by.length > 0 ? ` by ${by.join(' ')}` : ''}`,
    run: (rows) => {
      const groups = by.length === 0 ? [{ keys: [], rows }] : groupsOf(rows, by);
      return groups.map((group) => {
        const keyed: Row = new Map(by.map((name, i) => [name, [group.keys[i] ?? '']]));
        return calls.reduce((row, call) => withField(row, call.target, call.of(group.rows)), keyed);
      });
    },
  }));

const eventstatsStage: StageArbitrary = fc
  .tuple(aggregates, fc.uniqueArray(scalar, { maxLength: 2 }))
  .map(([calls, by]) => ({
    spl: `eventstats ${calls.map(({ spl }) => spl).join(' ')}${by.length > 0 ? ` by ${by.join(' ')}` : ''}`,
    run: (rows) =>
      rows.map((row) => {
        const group = rows.filter((other) => by.every((name) => sameField(row, other, name)));
        const isKeyed = by.every((name) => row.has(name));
        return calls.reduce(
          (next, call) => withField(next, call.target, isKeyed ? call.of(group) : null),
          row,
        );
      }),
  }));

function sameField(a: Row, b: Row, name: string): boolean {
  return JSON.stringify(a.get(name)) === JSON.stringify(b.get(name));
}

const streamstatsStage: StageArbitrary = fc
  .tuple(aggregates, fc.boolean(), fc.integer({ min: 0, max: 3 }))
  .map(([calls, current, window]) => ({
    spl: `streamstats current=${current} window=${window} ${calls.map(({ spl }) => spl).join(' ')}`,
    run: (rows) =>
      rows.map((row, at) => {
        const end = current ? at + 1 : at;
        const frame = rows.slice(window === 0 ? 0 : Math.max(0, end - window), end);
        return calls.reduce((next, call) => withField(next, call.target, call.of(frame)), row);
      }),
  }));

const dedupStage: StageArbitrary = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fieldList, fc.boolean())
  .map(([kept, names, keepsEmpty]) => ({
    spl: `dedup ${kept} ${names.join(' ')} keepempty=${keepsEmpty}`,
    run: (rows) => {
      const seen = new Map<string, number>();
      return rows.filter((row) => {
        if (!names.every((name) => row.has(name))) return keepsEmpty;
        const key = JSON.stringify(names.map((name) => row.get(name)));
        seen.set(key, (seen.get(key) ?? 0) + 1);
        return (seen.get(key) ?? 0) <= kept;
      });
    },
  }));

const consecutiveStage: StageArbitrary = fieldList.map((names) => ({
  spl: `dedup ${names.join(' ')} consecutive=true`,
  run: (rows) => {
    const present = rows.filter((row) => names.every((name) => row.has(name)));
    return present.filter((row, at) => {
      const before = present[at - 1];
      return !before || !names.every((name) => sameField(row, before, name));
    });
  },
}));

const sortStage: StageArbitrary = fc
  .tuple(
    fc.constantFrom(0, 3),
    fc.uniqueArray(fc.tuple(anyField, fc.constantFrom('+', '-')), {
      minLength: 1,
      maxLength: 2,
      selector: ([name]) => name,
    }),
  )
  .map(([limit, keys]) => ({
    spl: `sort ${limit} ${keys.map(([name, sign]) => sign + name).join(', ')}`,
    run: (rows) => {
      const sorted = [...rows].sort((a, b) =>
        keys.reduce((order, [name, sign]) => order || compareKeys(a, b, name, sign === '-' ? -1 : 1), 0),
      );
      return limit === 0 ? sorted : sorted.slice(0, limit);
    },
  }));

/** Rows without the field come last in both directions. */
function compareKeys(a: Row, b: Row, name: string, direction: 1 | -1): number {
  const [x, y] = [a.get(name)?.[0], b.get(name)?.[0]];
  if (x === undefined || y === undefined) return (x === undefined ? 1 : 0) - (y === undefined ? 1 : 0);
  return direction * compareForSort(x, y);
}

const takeStage: StageArbitrary = fc.oneof(
  count.map((rows) => ({ spl: `head ${rows}`, run: (all: readonly Row[]) => all.slice(0, rows) })),
  count.map((rows) => ({
    spl: `tail ${rows}`,
    run: (all: readonly Row[]) => [...all].reverse().slice(0, rows),
  })),
  fc.constant({ spl: 'reverse', run: (all: readonly Row[]) => [...all].reverse() }),
  condition.map(({ spl, of }) => ({
    spl: `head (${spl})`,
    run: (all: readonly Row[]) => {
      const end = all.findIndex((row) => of(row) !== true);
      return end < 0 ? all : all.slice(0, end);
    },
  })),
);

const fieldStage: StageArbitrary = fc.oneof(
  fc.tuple(scalar, scalar).map(([from, to]) => ({
    spl: `rename ${from} as ${to}`,
    run: (rows: readonly Row[]) =>
      from === to
        ? rows
        : rows.map((row) => withField(withField(row, to, row.get(from) ?? null), from, null)),
  })),
  fieldList.map((names) => ({
    spl: `fields - ${names.join(', ')}`,
    run: (rows: readonly Row[]) =>
      rows.map((row) => names.reduce<Row>((next, name) => withField(next, name, null), row)),
  })),
  fieldList.map((names) => ({
    spl: `fields ${names.join(', ')}`,
    run: (rows: readonly Row[]) =>
      rows.map(
        (row) =>
          new Map([...row].filter(([name]) => name.startsWith('_') || names.some((kept) => kept === name))),
      ),
  })),
  fieldList.map((names) => ({
    spl: `table ${names.join(', ')}`,
    run: (rows: readonly Row[]) =>
      rows.map((row) => new Map([...row].filter(([name]) => names.some((kept) => kept === name)))),
  })),
  fieldList.map((names) => ({
    spl: `fillnull value="z" ${names.join(', ')}`,
    run: (rows: readonly Row[]) =>
      rows.map((row) =>
        names.reduce<Row>((next, name) => (next.has(name) ? next : withField(next, name, 'z')), row),
      ),
  })),
);

const valueStage: StageArbitrary = fc.oneof(
  fc.constant({
    spl: `mvexpand ${listField}`,
    run: (rows: readonly Row[]) =>
      rows.flatMap((row) => {
        const values = row.get(listField);
        const before = row.get(readingField) ?? [];
        const placed = (next: Row, at: number): Row => withField(next, readingField, [...before, String(at)]);
        return values
          ? values.map((each, at) => placed(withField(row, listField, each), at))
          : [placed(row, 0)];
      }),
  }),
  scalar.map((name) => ({
    spl: `bin ${name} span=5`,
    run: (rows: readonly Row[]) =>
      rows.map((row) => {
        const number = numberOf(row.get(name)?.[0] ?? '');
        const low = number === null ? 0 : Math.floor(number / 5) * 5;
        return number === null ? row : withField(row, name, `${low === 0 ? 0 : low}-${low + 5}`);
      }),
  })),
  fc.tuple(scalar, scalar).map(([from, to]) => ({
    spl: `rex field=${from} "(?<${to}>[a-z]+)"`,
    run: (rows: readonly Row[]) =>
      rows.map((row) => {
        const found = /[a-z]+/.exec(row.get(from)?.[0] ?? '')?.[0];
        return found === undefined ? row : withField(row, to, found);
      }),
  })),
  scalar.map((name) => ({
    spl: `regex ${name}!="^\\d"`,
    run: (rows: readonly Row[]) => rows.filter((row) => !/^\d/.test(row.get(name)?.[0] ?? '')),
  })),
);

/** Any stage that this version lowers. */
export const anyStage: StageArbitrary = fc.oneof(
  searchStage,
  whereStage,
  evalStage,
  statsStage,
  eventstatsStage,
  streamstatsStage,
  dedupStage,
  consecutiveStage,
  sortStage,
  takeStage,
  fieldStage,
  valueStage,
);
