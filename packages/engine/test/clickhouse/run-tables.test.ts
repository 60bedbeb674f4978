import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineId } from '../../src/clickhouse/run-tables.ts';
import { type ChdbServer, type Engine, hasChdb, openChdbServer, openEngine } from '../../src/index.ts';
import { runOnServer } from '../../src/lake/clickhouse-tables.ts';

const isHere = hasChdb();
if (!isHere) console.log('skipped: no ClickHouse engine (chdb) for this machine');

describe.skipIf(!isHere)('tables of a run that was killed', () => {
  let server: ChdbServer;
  beforeAll(async () => {
    server = await openChdbServer();
  });
  afterAll(() => server.close());

  const make = (name: string): Promise<void> =>
    runOnServer({ url: server.url }, [
      { kind: 'sql', text: `CREATE TABLE ${name} (a Int8) ENGINE = Memory` },
    ]);

  async function tables(engine: Engine): Promise<unknown[]> {
    const names: unknown[] = [];
    const text = "SELECT name FROM system.tables WHERE database = 'default' ORDER BY name";
    for await (const { rows } of engine.query({ kind: 'sql', text })) names.push(...rows.flat());
    return names;
  }

  it('are dropped by the next one where nobody can still want them', async () => {
    const now = Math.floor(Date.now() / 1000);
    const elsewhere = '0123456789ab';
    const here = machineId() ?? elsewhere;
    // A process that has ended.
    const { pid } = spawnSync(process.execPath, ['--version']);
    const dead = [`sealbreak_run_${now - 8 * 86_400}_${elsewhere}_1_00000000_1`];
    if (machineId() !== null) dead.push(`sealbreak_run_${now}_${here}_${pid}_00000000_2`);
    const alive = [
      `sealbreak_run_${now - 86_400}_${elsewhere}_${pid}_00000000_3`,
      `sealbreak_run_${now}_${here}_${process.pid}_00000000_4`,
      'sealbreak_run_1_notes',
      'sealbreak_0123456789ab_1',
    ];
    for (const name of [...dead, ...alive]) await make(name);
    const engine = await openEngine({ kind: 'clickhouse', url: server.url });
    expect(await tables(engine)).toEqual(alive.toSorted());
    await engine.close();
  });
});
