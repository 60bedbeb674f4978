import { type ChdbServer, hasChdb, openChdbServer } from '@sealbreak/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const isHere = hasChdb();
if (!isHere) console.log('skipped: no ClickHouse engine (chdb) for this machine');

const examples = ['examples/audit-2026-03-02-to-2026-03-08.ndjson.gz', 'examples/purview-2026-03-05.csv.gz'];

describe.skipIf(!isHere)('the command line on a ClickHouse server', () => {
  let server: ChdbServer;
  beforeAll(async () => {
    server = await openChdbServer();
  });
  afterAll(() => server.close());

  /** The report of a hunt, without what differs from run to run. */
  async function report(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const { code, out, err } = await runCli(
      ['hunt', ...examples, '--format', 'json', '--evidence', '3', '--quiet', ...args],
      { env },
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    const { generatedAt, elapsedMs, ...rest } = JSON.parse(out) as Record<string, unknown>;
    expect([typeof generatedAt, typeof elapsedMs]).toEqual(['number', 'number']);
    return rest;
  }

  it('finds what it finds on DuckDB: the same findings, evidence and account', async () => {
    const onServer = await report(['--engine', 'clickhouse'], { CLICKHOUSE_URL: server.url });
    expect(onServer).toEqual(await report([]));
    const { findings } = onServer as { findings: { evidence: { shown: unknown[] } }[] };
    expect(findings.length).toBeGreaterThan(3);
    expect(findings.every(({ evidence }) => evidence.shown.length > 0)).toBe(true);
    // The whole pack on two engines, one of which is given a copy of what each rule reads.
  }, 180_000);
});
