import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileAnswered } from '../src/compile-answered.ts';
import type { QueryPlan, ScanColumn } from '../src/plan/plan.ts';
import { quoteIdentifier, quoteLiteral } from '../src/sql/duckdb/quote.ts';
import { renderQuery } from '../src/sql/duckdb/render.ts';
import { joinSql, type Sql, sql } from '../src/sql/sql.ts';
import type { Cell } from '../src/value.ts';
import { dirtyEvent, eventFields, testNow } from './events.ts';
import { soundSearch } from './searches.ts';

type Event = Readonly<Record<string, Cell>>;

function scanOf(events: readonly Event[], columns: readonly ScanColumn[]): Sql {
  if (columns.length === 0)
    return sql`SELECT 1 AS c FROM range(${quoteLiteral({ op: 'literal', value: events.length, type: 'number' })}::BIGINT)`;
  const rows = events.map((one, number) => {
    const cells = columns.map(({ field, type, id }) => {
      const value = field === '#ordinal' ? number : (one[field] ?? null);
      const sqlType = type === 'number' ? sql`DOUBLE` : type === 'multivalue' ? sql`VARCHAR[]` : sql`VARCHAR`;
      return sql`CAST(${quoteLiteral({ op: 'literal', value, type })} AS ${sqlType}) AS ${quoteIdentifier(id)}`;
    });
    return sql`SELECT ${joinSql(cells, sql`, `)}`;
  });
  return joinSql(rows, sql` UNION ALL `);
}

it('runs any search that compiles, whatever the events hold', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET TimeZone='UTC'; SET disabled_optimizers='late_materialization'`);
  let ran = 0;
  const rowsOf = async (query: QueryPlan, events: readonly Event[]): Promise<unknown[][]> => {
    const statement = renderQuery(query, (scan) => scanOf(events, scan.columns)).text;
    try {
      return (await connection.runAndReadAll(statement)).getRowsJson();
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${statement}`);
    }
  };
  await fc.assert(
    fc.asyncProperty(
      soundSearch,
      fc.array(dirtyEvent, { minLength: 1, maxLength: 5 }),
      async (spl, events) => {
        const { query } = await compileAnswered(spl, { now: testNow, universe: eventFields }, async (first) =>
          rowsOf(first, events),
        );
        fc.pre(query !== null);
        if (query) await rowsOf(query, events);
        ran += 1;
      },
    ),
    // The same cases in each test run, so that a failure is the change's; new ones at night.
    process.env['FUZZ_RUNS'] === undefined
      ? { numRuns: 150, seed: 1 }
      : { numRuns: Number(process.env['FUZZ_RUNS']) },
  );
  expect(ran).toBeGreaterThan(50);
}, 600_000);
