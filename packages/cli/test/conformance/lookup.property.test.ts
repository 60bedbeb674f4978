import { type Engine, openEngine } from '@sealbreak/engine';
import { type Cell, compileSpl, type LookupDefinition } from '@sealbreak/spl';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

afterAll(() => engine.close());

type Value = string | readonly string[] | undefined;

interface Case {
  readonly definition: LookupDefinition;
  readonly events: readonly { readonly a: Value; readonly b: Value; readonly out: string | undefined }[];
  readonly clause: 'OUTPUT' | 'OUTPUTNEW';
}

const text = fc.constantFrom('x', 'X', 'xy', 'a*', "'", '%', '_', '\\', '1', '1.0', '');
const pattern = fc.constantFrom('x', '*', 'x*', '*Y', 'a*', '%', '_', '\\*', '', "*'*");
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: fc.option(text, { nil: undefined }) },
  { weight: 1, arbitrary: fc.array(text, { minLength: 2, maxLength: 3 }) },
);

const cases: fc.Arbitrary<Case> = fc.record({
  definition: fc
    .record({
      rows: fc.array(fc.tuple(pattern, text, text), { maxLength: 6 }),
      isWild: fc.boolean(),
      caseSensitive: fc.boolean(),
      maxMatches: fc.constantFrom(1, 2, 1000),
      minMatches: fc.constantFrom(0, 1, 2),
      defaultMatch: fc.constantFrom('', 'none'),
    })
    .map(({ isWild, ...rest }) => ({
      name: 't',
      fields: ['a', 'b', 'out'],
      match: isWild ? [{ field: 'a', type: 'WILDCARD' as const }] : [],
      ...rest,
    })),
  events: fc.array(fc.record({ a: value, b: value, out: fc.option(text, { nil: undefined }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  clause: fc.constantFrom('OUTPUT', 'OUTPUTNEW'),
});

/** The rule as the semantics state it, one event and one value after the other. */
function expected({ definition, events, clause }: Case): readonly Cell[] {
  return events.map(({ a, b, out }) => {
    const keys = listOf(a).flatMap((one) => listOf(b).map((other) => [one, other] as const));
    const found = keys.map(([one, other]) => rowsFor(definition, one, other));
    const padded = (found.length === 0 ? [[]] : found).map((rows) => pad(rows, definition));
    const isFound = padded.some((rows) => rows.length > 0);
    const values = padded.flat().filter((cell) => cell !== '');
    const given = values.length === 0 ? null : values;
    if (clause === 'OUTPUTNEW' && out !== undefined) return out;
    return isFound || out === undefined ? given : out;
  });
}

function listOf(field: Value): readonly string[] {
  return field === undefined ? [] : typeof field === 'string' ? [field] : field;
}

function rowsFor(definition: LookupDefinition, a: string, b: string): readonly string[] {
  const fold = (cell: string): string => (definition.caseSensitive ? cell : cell.toLowerCase());
  const isWild = (definition.match ?? []).length > 0;
  const rows = definition.rows.filter(([cellA, cellB]) => {
    if (!cellA || !cellB || fold(cellB) !== fold(b)) return false;
    return isWild ? isLike(fold(cellA), fold(a)) : fold(cellA) === fold(a);
  });
  return rows.slice(0, definition.maxMatches).map((row) => row[2] ?? '');
}

function isLike(wanted: string, given: string): boolean {
  if (wanted === '') return given === '';
  if (!wanted.startsWith('*')) return wanted[0] === given[0] && isLike(wanted.slice(1), given.slice(1));
  return isLike(wanted.slice(1), given) || (given !== '' && isLike(wanted, given.slice(1)));
}

function pad(
  rows: readonly string[],
  { minMatches = 0, defaultMatch = '' }: LookupDefinition,
): readonly string[] {
  const missing = defaultMatch === '' ? 0 : Math.max(0, minMatches - rows.length);
  return [...rows, ...Array.from({ length: missing }, () => defaultMatch)];
}

async function actual({ definition, events, clause }: Case): Promise<readonly Cell[]> {
  engine.lookups.use([definition]);
  const rows = events.map((event, n) => ({ n, ...event }));
  const loaded = await engine.loadRows(rows);
  const { query, diagnostics } = compileSpl(
    `index=main | lookup t a b ${clause} out | sort 0 n | table n out`,
    {
      now: 0,
      lookups: [definition],
      universe: loaded.fields ?? [],
    },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const cells: Cell[] = [];
  if (query)
    for await (const batch of engine.run(query, loaded))
      cells.push(...batch.rows.map((row) => row[1] ?? null));
  await loaded.close();
  return cells;
}

/** A list of one value is that value. */
function scalar(cell: Cell): Cell {
  return Array.isArray(cell) && cell.length === 1 ? (cell[0] ?? null) : cell;
}

describe('lookup', () => {
  it('gives what the rule says for any table and any events', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        expect((await actual(one)).map(scalar)).toEqual(expected(one).map(scalar));
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
