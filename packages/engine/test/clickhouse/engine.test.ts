import { compileSpl } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, EngineError, hasChdb, openEngine } from '../../src/index.ts';

const isHere = hasChdb();
if (!isHere) console.log('skipped: no ClickHouse engine (chdb) for this machine');

async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('a ClickHouse server', () => {
  it('is named by an http address', async () => {
    const failure = await failureOf(openEngine({ kind: 'clickhouse', url: 'tcp://ana:secret@host:9000' }));
    expect(failure.code).toBe('ENG4101');
    expect(failure.message).not.toContain('secret');
  });

  it('is never given a login in its address', async () => {
    const failure = await failureOf(openEngine({ kind: 'clickhouse', url: 'https://ana:pass123@host:8443' }));
    expect(failure.code).toBe('ENG4101');
    expect(`${failure.message} ${failure.hint}`).not.toContain('pass123');
    expect(failure.hint).toContain('CLICKHOUSE_PASSWORD');
  });

  it('that nobody runs is an error that says what to look at', async () => {
    const failure = await failureOf(openEngine({ kind: 'clickhouse', url: 'http://127.0.0.1:1' }));
    expect(failure.code).toBe('ENG4103');
    expect(failure.hint).toContain('8443');
  });
});

describe.skipIf(!isHere)('the ClickHouse engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ kind: 'clickhouse' });
  });
  afterAll(() => engine.close());

  async function search(spl: string, events: readonly Record<string, unknown>[]): Promise<unknown[]> {
    const loaded = await engine.loadRows(events);
    const { query } = compileSpl(spl, { now: 0, universe: loaded.fields ?? [] });
    if (!query) throw new Error(`${spl} did not compile`);
    const rows: unknown[] = [];
    for await (const batch of engine.run(query, loaded)) rows.push(...batch.rows);
    await loaded.close();
    return rows;
  }

  it('keeps every character of a value', async () => {
    const hostile = `it's "q" \`b\` \\n \\ \0 \u{1F600} {x:String} ; DROP TABLE t -- \n?`;
    expect(await search('index=* | table v', [{ v: hostile }])).toEqual([[hostile]]);
    expect(await search(`index=* | eval w="it's \\\\ \`b\` {x:String} ;" | table w`, [{ v: 'a' }])).toEqual([
      [`it's \\ \`b\` {x:String} ;`],
    ]);
  });

  it('tells null, the empty text, one value and several apart', async () => {
    const events = [
      { n: '1', v: null },
      { n: '2', v: '' },
      { n: '3', v: ['a'] },
      { n: '4', v: ['b', 'c'] },
    ];
    expect(await search('index=* | sort n | table n v', events)).toEqual([
      ['1', null],
      ['2', ''],
      ['3', 'a'],
      ['4', ['b', 'c']],
    ]);
  });

  it('leaves nothing on the server', async () => {
    await search('index=* | stats count', [{ v: 'a' }]);
    await search('index=* | stats count', [{ v: 'a' }]);
    const tables: unknown[] = [];
    const statement = {
      kind: 'sql',
      text: "SELECT count() FROM system.tables WHERE name LIKE 'sealbreak%'",
    } as const;
    for await (const { rows } of engine.query(statement)) tables.push(...rows);
    // That of the last search goes with the next one, or with the engine.
    expect(tables).toEqual([[1]]);
  });

  it('gives the error of the server without its statement', async () => {
    const bad = async (): Promise<void> => {
      for await (const _ of engine.query({ kind: 'sql', text: 'SELECT nothing_of_that_name' }));
    };
    const failure = await failureOf(bad());
    expect(failure.code).toBe('ENG4001');
    expect(failure.message).toContain('nothing_of_that_name');
  });

  it('can be cancelled', async () => {
    const loaded = await engine.loadRows([{ v: 'a' }]);
    const { query } = compileSpl('index=* | table v', { now: 0, universe: loaded.fields ?? [] });
    if (!query) throw new Error('it did not compile');
    const run = async (): Promise<void> => {
      for await (const _ of engine.run(query, loaded, { signal: AbortSignal.abort() }));
    };
    expect((await failureOf(run())).code).toBe('ENG4002');
    await loaded.close();
  });
});
