import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealbreak-ingest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const audit = (id: number, day = 2): string =>
  `${JSON.stringify({ Id: `r${id}`, OrganizationId: 'o', CreationTime: `2026-03-0${day}T10:00:00`, Operation: 'Send', Workload: 'Exchange', RecordType: 2, UserId: 'u@x', Item: { a: id } })}\n`;

async function ingest(file: string): Promise<string> {
  const { code, out, err } = await runCli(['ingest', join(folder, file), '--data', join(folder, 'lake')]);
  expect([code, err.includes('error')], err).toEqual([0, false]);
  return out;
}

async function stored(): Promise<unknown> {
  const { out } = await runCli(['lake', 'stats', '--data', join(folder, 'lake'), '--format', 'json']);
  return (JSON.parse(out) as { sourcetype: string; events: number; files: number }[]).map((row) => [
    row.sourcetype,
    row.events,
    row.files,
  ]);
}

describe('ingest', () => {
  it('keeps each event once: in a file, in a second run, in a grown file, in another file', async () => {
    writeFileSync(join(folder, 'a.ndjson'), audit(1) + audit(2) + audit(1) + audit(3, 3));
    expect(await ingest('a.ndjson')).toBe('3 events added, 0 files unchanged\n');
    expect(await ingest('a.ndjson')).toBe('0 events added, 1 files unchanged\n');
    appendFileSync(join(folder, 'a.ndjson'), audit(4));
    expect(await ingest('a.ndjson')).toBe('1 events added, 0 files unchanged\n');
    writeFileSync(join(folder, 'b.ndjson'), audit(2) + audit(5));
    expect(await ingest('b.ndjson')).toBe('1 events added, 0 files unchanged\n');
    expect(await stored()).toEqual([['o365:management:activity', 5, 4]]);
  });

  it('tells events without an identity apart by their place, also when the file grows or is replaced', async () => {
    const line = (text: string): string =>
      `{"time":"2026-03-02T10:00:00Z","UserId":"a","userid":"${text}"}\n`;
    writeFileSync(join(folder, 'c.ndjson'), line('x') + line('x'));
    expect(await ingest('c.ndjson')).toBe('2 events added, 0 files unchanged\n');
    appendFileSync(join(folder, 'c.ndjson'), line('x'));
    expect(await ingest('c.ndjson')).toBe('1 events added, 0 files unchanged\n');
    writeFileSync(join(folder, 'c.ndjson'), line('x') + line('y'));
    expect(await ingest('c.ndjson')).toBe('2 events added, 0 files unchanged\n');
  });

  it('removes what a writer that was stopped left behind', async () => {
    const data = join(folder, 'lake', 'data');
    mkdirSync(data, { recursive: true });
    const orphan = '00000000-0000-0000-0000-000000000000.parquet';
    writeFileSync(join(data, orphan), 'x');
    writeFileSync(join(data, `${orphan}.tmp`), 'x');
    writeFileSync(join(folder, 'a.ndjson'), audit(1));
    await ingest('a.ndjson');
    expect(readdirSync(data)).toHaveLength(1);
    expect(readdirSync(data)).not.toContain(orphan);
  });

  it('refuses standard input, and a store that is not there has no figures', async () => {
    expect((await runCli(['ingest', '-', '--data', join(folder, 'lake')])).code).toBe(2);
    expect((await runCli(['lake', 'stats', '--data', join(folder, 'none')])).code).toBe(2);
  });
});
