import { type Engine, openEngine } from '@sealbreak/engine';
import { type Cell, compileSpl } from '@sealbreak/spl';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

afterAll(() => engine.close());

interface Row {
  /** Milliseconds. */
  readonly at: number;
  readonly group: string | undefined;
}

interface Case {
  readonly rows: readonly Row[];
  /** In milliseconds. */
  readonly window: number;
  readonly isNewestFirst: boolean;
  readonly isGrouped: boolean;
  readonly hasCurrent: boolean;
}

// Few enough times that many are equal, or just a window apart, and some far away.
const at = fc.oneof(
  fc.integer({ min: 1_699_999_999_990, max: 1_700_000_000_010 }),
  fc.constantFrom(0, 250, 1_000_000_000_000, 1_700_000_003_599, 1_700_000_003_600),
);

const cases: fc.Arbitrary<Case> = fc.record({
  rows: fc.array(fc.record({ at, group: fc.constantFrom('x', 'y', undefined) }), {
    minLength: 1,
    maxLength: 25,
  }),
  window: fc.constantFrom(1, 2, 3, 7, 250, 1000, 3_600_000),
  isNewestFirst: fc.boolean(),
  isGrouped: fc.boolean(),
  hasCurrent: fc.boolean(),
});

/** The rule, one row after the other: the rows before it that are less than the window away. */
function expected({ rows, window, isNewestFirst, isGrouped, hasCurrent }: Case): readonly Cell[] {
  const ordered = rows
    .map((row, n) => ({ ...row, n }))
    .sort((a, b) => (isNewestFirst ? b.at - a.at : a.at - b.at) || a.n - b.n);
  return ordered.map((row, place) => {
    if (isGrouped && row.group === undefined) return `${row.n}: none`;
    const counted = ordered
      .slice(0, hasCurrent ? place + 1 : place)
      .filter((other) => Math.abs(other.at - row.at) < window && (!isGrouped || other.group === row.group));
    return `${row.n}: ${counted.map(({ n }) => n).join(' ')}`;
  });
}

async function actual({
  rows,
  window,
  isNewestFirst,
  isGrouped,
  hasCurrent,
}: Case): Promise<readonly Cell[]> {
  const events = rows.map((row, n) => ({ n: String(n), _time: row.at / 1000, group: row.group }));
  const loaded = await engine.loadRows(events);
  const order = `sort 0 ${isNewestFirst ? '-' : '+'}_time +n`;
  const { query, diagnostics } = compileSpl(
    `index=main | ${order} | streamstats time_window=${window}ms current=${hasCurrent} count list(n) AS seen ${isGrouped ? 'BY group' : ''} | table n count seen`,
    { now: 0, universe: loaded.fields ?? [] },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const found: string[] = [];
  if (query)
    for await (const batch of engine.run(query, loaded))
      for (const [n, count, seen] of batch.rows)
        found.push(`${n}: ${count === null ? 'none' : [seen ?? []].flat().join(' ')}`);
  await loaded.close();
  return found;
}

describe('streamstats time_window', () => {
  it('counts what the rule says for any rows', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        expect(await actual(one)).toEqual(expected(one));
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
