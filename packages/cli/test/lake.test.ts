import { type ChdbServer, hasChdb, openChdbServer, openEngine, runOnServer } from '@sealbreak/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const isHere = hasChdb();
if (!isHere) console.log('skipped: no ClickHouse engine (chdb) for this machine');
const init = ['lake', 'init', '--engine', 'clickhouse'];

describe('lake init', () => {
  it('prints the statements of a single server and asks nobody', async () => {
    const env = { CLICKHOUSE_URL: 'http://127.0.0.1:1' };
    const { code, out, err } = await runCli([...init, '--dry-run', '--retention-days', '90'], { env });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^CREATE DATABASE IF NOT EXISTS `sealbreak`;\n\nCREATE TABLE IF NOT EXISTS `sealbreak`\.events\n\(/,
    );
    expect(out).toContain('ENGINE = ReplacingMergeTree(_version)\nPARTITION BY toYYYYMMDD(_time)\n');
    expect(out).toContain('ORDER BY (sourcetype, _time, event_id)\nTTL toDateTime(least(greatest(_time, ');
    expect(out).toContain(' + INTERVAL 90 DAY DELETE\nSETTINGS ttl_only_drop_parts = 1;\n');
  });

  it('prints those of a cluster: replicas, and one table over the shards', async () => {
    const args = [...init, '--dry-run', '--cluster', 'main', '--clickhouse-database', 'audit'];
    const { code, out } = await runCli(args);
    expect(code).toBe(0);
    const [database, local, distributed] = out.split(';\n\n');
    expect(database).toBe('CREATE DATABASE IF NOT EXISTS `audit` ON CLUSTER `main`');
    expect(local).toContain('CREATE TABLE IF NOT EXISTS `audit`.events_local ON CLUSTER `main`\n(');
    expect(local).toContain(
      "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', _version)\n",
    );
    expect(local).not.toContain('TTL');
    expect(distributed).toBe(
      "CREATE TABLE IF NOT EXISTS `audit`.events ON CLUSTER `main` AS `audit`.events_local\nENGINE = Distributed('main', 'audit', 'events_local', cityHash64(event_id));\n",
    );
  });

  it('keeps a hostile name a name', async () => {
    const { out } = await runCli([...init, '--dry-run', '--clickhouse-database', 'a`; DROP TABLE t --']);
    expect(out).toMatch(/^CREATE DATABASE IF NOT EXISTS `a(\\`|``); DROP TABLE t --`;/);
  });

  it.each([
    [['lake', 'init', '--dry-run'], 'a lake has tables on ClickHouse only'],
    [init, 'there is no server'],
    [[...init, '--dry-run', '--retention-days', '0'], 'is not from 1 to 10000'],
    [[...init, '--dry-run', '--retention-days', '36500'], 'is not from 1 to 10000'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await runCli(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe.skipIf(!isHere)('the tables of the lake', () => {
  let server: ChdbServer;
  beforeAll(async () => {
    server = await openChdbServer();
  });
  afterAll(() => server.close());

  it('are made once, and hold an event once: the copy that came first', async () => {
    const args = [...init, '--clickhouse-url', server.url, '--retention-days', '10000'];
    for (const _ of [1, 2]) {
      const { code, err } = await runCli(args);
      expect([code, err]).toEqual([0, 'the lake is ready: table sealbreak.events\n']);
    }
    const engine = await openEngine({ kind: 'clickhouse', url: server.url });
    const rows = async (text: string): Promise<unknown[]> => {
      const all: unknown[] = [];
      for await (const batch of engine.query({ kind: 'sql', text })) all.push(...batch.rows);
      return all;
    };
    const insert = (id: string, seen: string, raw: string, time = '2026-03-02 10:00:00.5'): Promise<void> => {
      const values = `('${id}', '${time}', '${seen}', 'o365', '${raw}')`;
      const text = `INSERT INTO sealbreak.events (event_id, _time, _indextime, sourcetype, _raw) VALUES ${values}`;
      return runOnServer({ url: server.url }, [{ kind: 'sql', text }]);
    };
    await insert('a', '2026-03-03 00:00:02', 'second');
    await insert('a', '2026-03-03 00:00:01', 'first');
    await insert('a', '2026-03-03 00:00:03', 'third');
    await insert('b', '2026-03-03 00:00:03', 'other');
    await insert('c', '2026-03-03 00:00:03', 'far', '2250-01-01 00:00:00');
    await runOnServer({ url: server.url }, [{ kind: 'sql', text: 'OPTIMIZE TABLE sealbreak.events FINAL' }]);
    expect(await rows('SELECT event_id, _raw FROM sealbreak.events FINAL ORDER BY event_id')).toEqual([
      ['a', 'first'],
      ['b', 'other'],
      ['c', 'far'],
    ]);
    expect(await rows(`SELECT "Operation" FROM sealbreak.events FINAL WHERE event_id = 'b'`)).toEqual([
      [null],
    ]);
    await engine.close();
  });
});
