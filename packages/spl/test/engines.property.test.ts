import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileAnswered } from '../src/compile-answered.ts';
import type { QueryPlan, ScanColumn } from '../src/plan/plan.ts';
import { clickhouseDialect } from '../src/sql/clickhouse/dialect.ts';
import type { Dialect } from '../src/sql/dialect.ts';
import { duckdbDialect } from '../src/sql/duckdb/dialect.ts';
import { renderQuery } from '../src/sql/render.ts';
import { joinSql, type Sql, sql } from '../src/sql/sql.ts';
import type { Cell } from '../src/value.ts';
import { clickhouse } from './clickhouse.ts';
import { dirtyEvent, eventFields, testNow } from './events.ts';
import { soundSearch } from './searches.ts';

type Event = Readonly<Record<string, Cell>>;
type Rows = readonly (readonly unknown[])[];

function scanOf(events: readonly Event[], columns: readonly ScanColumn[], dialect: Dialect): Sql {
  const rows = events.map((one, number) => {
    const cells = columns.map(({ field, type, id }) => {
      const value = field === '#ordinal' ? number : (one[field] ?? null);
      return sql`${dialect.cast(dialect.literal({ op: 'literal', value, type }), type)} AS ${dialect.identifier(id)}`;
    });
    return sql`SELECT ${cells.length === 0 ? sql`1 AS c0` : joinSql(cells, sql`, `)}`;
  });
  return joinSql(rows, sql` UNION ALL `);
}

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`SET TimeZone='UTC'; SET disabled_optimizers='late_materialization'`);

async function inDuckdb(query: QueryPlan, events: readonly Event[]): Promise<Rows> {
  const { text } = renderQuery(query, (scan) => scanOf(events, scan.columns, duckdbDialect), duckdbDialect);
  return (await connection.runAndReadAll(text)).getRowsJson();
}

async function inClickhouse(query: QueryPlan, events: readonly Event[]): Promise<Rows> {
  const { text } = renderQuery(
    query,
    (scan) => scanOf(events, scan.columns, clickhouseDialect),
    clickhouseDialect,
  );
  const lines = clickhouse?.query(text, 'JSONCompactEachRow') ?? '';
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Rows as texts that are equal when the engines agree; numbers to twelve digits, as sums depend on the order of adding. */
function comparable(rows: Rows, width: number): readonly string[] {
  const cell = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length === 0 ? null : value.map(cell);
    if (typeof value === 'string' && /^(NaN|-?Infinity|-?inf|nan)$/.test(value)) return null;
    return typeof value === 'number' ? Number(value.toPrecision(12)) + 0 : value;
  };
  return rows.map((row) => JSON.stringify(row.slice(0, width).map(cell))).sort();
}

it.skipIf(clickhouse === null)(
  'gives the same rows on both engines',
  async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(
        soundSearch,
        fc.array(dirtyEvent, { minLength: 1, maxLength: 5 }),
        async (spl, events) => {
          fc.pre(!/random\(|\btime\(/.test(spl));
          const { query } = await compileAnswered(
            spl,
            { now: testNow, universe: eventFields },
            async (first) => (await inDuckdb(first, events)) as readonly (readonly Cell[])[],
          );
          fc.pre(query !== null);
          if (!query) return;
          const width = query.output.length;
          const [ours, theirs] = [await inDuckdb(query, events), await inClickhouse(query, events)];
          expect(comparable(theirs, width), spl).toEqual(comparable(ours, width));
          ran += 1;
        },
      ),
      // The same cases in each test run, so that a failure is the change's; new ones at night.
      process.env['ENGINE_RUNS'] === undefined
        ? { numRuns: 500, seed: 1 }
        : { numRuns: Number(process.env['ENGINE_RUNS']) },
    );
    expect(ran).toBeGreaterThan(50);
  },
  3_600_000,
);
