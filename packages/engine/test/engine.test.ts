import { compileSpl, type QueryPlan } from '@sealbreak/spl';
import { expect, it } from 'vitest';
import { EngineError, openEngine } from '../src/index.ts';
import { columnsOf, makeBench } from './fixture.ts';

const bench = await makeBench();

function planOf(fields: readonly string[]): QueryPlan {
  const columns = columnsOf(...fields);
  return {
    plan: { op: 'scan', id: 's', columns },
    output: columns.map(({ id, field, type }) => ({ name: field, id, type })),
    keys: columns.slice(0, 1).map(({ id, type }) => ({ name: id, id, type })),
  };
}

async function cellsOf(text: string): Promise<unknown> {
  for await (const { rows } of bench.engine.query({ kind: 'sql', text })) return rows[0]?.[0];
  return undefined;
}

it('runs plans: output cells, then keys', async () => {
  const loaded = await bench.engine.loadRows([{ a: '1', b: ['x', 'y'] }]);
  const batches = [];
  for await (const batch of bench.engine.run(planOf(['a', 'index']), loaded)) batches.push(batch);
  expect(batches).toEqual([{ rows: [['1', 'main']], keys: [['1']] }]);
  const none = [];
  for await (const batch of bench.engine.run(planOf(['a']), null)) none.push(batch);
  expect(none).toEqual([]);
});

it('does not write steps of an eval out exponentially under a limit', async () => {
  const loaded = await bench.engine.loadRows([{ x: 'a', y: 'b' }]);
  const steps = '| eval x=if(x="q", x.y, x) '.repeat(24);
  const universe = loaded.fields ?? [];
  const { query } = compileSpl(`index=main ${steps}| sort 5 x | table x`, { now: 0, universe });
  const rows = [];
  if (query) for await (const batch of bench.engine.run(query, loaded)) rows.push(...batch.rows);
  expect(rows).toEqual([['a']]);
});

it.each([
  ["'text'", 'text'],
  ['1.5::DOUBLE', 1.5],
  ['12345::BIGINT', 12345],
  ['7::HUGEINT', 7],
  ['true', 'true'],
  ['NULL', null],
  ["'nan'::DOUBLE", null],
  ["'inf'::DOUBLE", null],
  ["['a', 'b']", ['a', 'b']],
  ["['a', NULL]", 'a'],
  ['[]::VARCHAR[]', null],
  ['NULL::VARCHAR[]', null],
  ["'a' || chr(0) || 'b'", 'a\0b'],
])('%s is a cell', async (text, cell) => {
  expect(await cellsOf(`SELECT ${text}`)).toEqual(cell);
});

it('streams: a result is not held as a whole, and a loop may end early', async () => {
  let rows = 0;
  for await (const batch of bench.engine.query({ kind: 'sql', text: 'SELECT * FROM range(100000000000)' })) {
    rows += batch.rows.length;
    if (rows > 10_000) break;
  }
  expect(rows).toBeLessThan(50_000);
});

it('fails with a code and one line, without SQL', async () => {
  const failed = cellsOf("SELECT error('first\nsecond')");
  await expect(failed).rejects.toBeInstanceOf(EngineError);
  await expect(failed).rejects.toMatchObject({ code: 'ENG4001' });
  await expect(failed).rejects.not.toThrow(/\n|SELECT/);
});

it('says so when memory is short', async () => {
  const small = await openEngine({
    memoryLimitBytes: 20_000_000,
    threads: 1,
    tempDirectory: '/proc/nowhere',
  });
  const statement = {
    kind: 'sql',
    text: 'SELECT max(x) FROM (SELECT list(range ORDER BY random()) AS x FROM range(50000000))',
  } as const;
  const run = small.query(statement).next();
  await expect(run).rejects.toMatchObject({ code: expect.stringMatching(/ENG400[34]/) });
  small.close();
});
