import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { writeDataset } from '../src/writers/dataset.ts';
import { EXAMPLES_OPTIONS, type WrittenExamples, writeExamples } from '../src/writers/examples.ts';
import type { Progress } from '../src/writers/progress.ts';
import { type AuditRecord, runStartingDetection } from './starting-detection.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sealbreak-generate-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

describe('writeDataset', () => {
  it.each(['audit.ndjson', 'audit.ndjson.gz'])('writes the lines and the truth: %s', async (name) => {
    const reports: Progress[] = [];
    const options = { seed: 5, events: 6_000 };
    const written = await writeDataset(join(directory, 'set', name), options, {
      onProgress: (progress) => reports.push(progress),
    });
    const bytes = await readFile(written.path);
    const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    expect(text.toString('utf8')).toBe(`${[...generate(options).events()].join('\n')}\n`);
    expect(written.truth.files).toEqual([{ name, format: 'NDJSON', records: 6_000, sha256: sha256(text) }]);
    expect(JSON.parse(await readFile(written.truthPath, 'utf8'))).toEqual(written.truth);
    expect(written.truthPath.endsWith(join('set', 'audit.ground-truth.json'))).toBe(true);
    expect(reports.at(-1)).toEqual({ events: 6_000, totalEvents: 6_000, bytes: text.length });
    expect(reports.length).toBeGreaterThan(3);
  });

  it('writes no time and no system into a gzip file', async () => {
    const { path } = await writeDataset(join(directory, 'head.ndjson.gz'), { seed: 5, events: 5_000 });
    const head = (await readFile(path)).subarray(0, 10);
    expect([...head.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    expect(head[9]).toBe(255);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const controller = new AbortController();
    const path = join(directory, 'stopped', 'audit.ndjson');
    const writing = writeDataset(
      path,
      { seed: 5, events: 50_000 },
      {
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('stopped by the test')),
      },
    );
    await expect(writing).rejects.toThrow('stopped by the test');
    expect(await readdir(join(directory, 'stopped'))).toEqual([]);
  });

  it('reports what the file system says', async () => {
    await expect(writeDataset(join(directory, 'x\0y'), { seed: 5, events: 5_000 })).rejects.toThrow();
    await writeDataset(join(directory, 'file.ndjson'), { seed: 5, events: 5_000 });
    const below = join(directory, 'file.ndjson', 'audit.ndjson');
    await expect(writeDataset(below, { seed: 5, events: 5_000 })).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

describe('writeExamples', () => {
  let written: WrittenExamples;
  beforeAll(async () => {
    written = await writeExamples(join(directory, 'examples'));
  }, 120_000);

  const content = async (name: string) =>
    gunzipSync(await readFile(join(written.directory, name))).toString('utf8');
  const fileLike = (part: string) => written.files.find((name) => name.includes(part)) ?? '';

  it('stays under 5 MB', async () => {
    const names = await readdir(written.directory);
    const sizes = await Promise.all(
      names.map(async (name) => (await stat(join(written.directory, name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
    expect(names.sort()).toEqual([...written.files, 'README.md', 'ground-truth.json'].sort());
  });

  it('has the SHA-256 and the record count of each file in the truth', async () => {
    for (const file of written.truth.files) expect(sha256(await content(file.name))).toBe(file.sha256);
    const records = written.truth.files.reduce((sum, file) => sum + file.records, 0);
    expect(records).toBe(EXAMPLES_OPTIONS.events);
  });

  it('holds every record, each planted one where the truth says, and gives the expected rows', async () => {
    const records: AuditRecord[] = [];
    const filesOf = new Map<string, Set<string>>();
    for (const name of written.files) {
      const found = recordsOf(name, await content(name));
      expect(found).toHaveLength(written.truth.files.find((file) => file.name === name)?.records ?? -1);
      for (const record of found) {
        const id = String(record['Id']);
        filesOf.set(id, (filesOf.get(id) ?? new Set()).add(name));
        records.push(record);
      }
    }
    expect(filesOf.size).toBe(written.truth.counts.records);
    const unique = [...new Map(records.map((record) => [record['Id'], record])).values()];
    expect(runStartingDetection(unique)).toEqual(written.truth.expectedRows);
    for (const incident of written.truth.incidents) {
      const ids = [...incident.recordIds, ...incident.contextRecordIds];
      const names = new Set(ids.flatMap((id) => [...(filesOf.get(id) ?? [])]));
      expect(incident.files).toEqual([...names].sort());
    }
    // Second copies in another file are what makes a reader that de-duplicates file by file go wrong.
    expect([...filesOf.values()].filter((names) => names.size > 1).length).toBeGreaterThan(50);
  });

  it('keeps ground truth and README recognisable as no events', async () => {
    const truth = await readFile(join(written.directory, 'ground-truth.json'), 'utf8');
    expect(truth.replace(/\s/g, '').startsWith('{"sealbreak":"ground-truth"')).toBe(true);
    const readme = await readFile(join(written.directory, 'README.md'), 'utf8');
    for (const { id } of written.truth.incidents) expect(readme).toContain(`\`${id}\``);
    for (const name of written.files) expect(readme).toContain(name);
  });

  it('is the folder that lies in the repository', async () => {
    const shipped = JSON.parse(
      await readFile(new URL('../../../examples/ground-truth.json', import.meta.url), 'utf8'),
    );
    expect(shipped).toEqual(JSON.parse(JSON.stringify(written.truth)));
  });

  it('writes the wrappers as their sources do', async () => {
    const purview = await content(fileLike('purview'));
    expect(purview.startsWith('\uFEFFRecordId,CreationDate,RecordType,Operation,UserId,AuditData,')).toBe(
      true,
    );
    expect(purview).toMatch(/\r\n[0-9a-f-]{36},2026-03-05T[\d:]{8}\.0000000Z,\d+,/);
    const unified = await content(fileLike('unifiedauditlog'));
    expect(unified).toContain('"CreationDate":"\\/Date(1773');
    expect(unified).not.toMatch(/[<>&']/);
    const sentinel = await content(fileLike('sentinel'));
    expect(sentinel).toContain(',OfficeWorkload,');
    expect(sentinel).not.toContain('SecurityComplianceCenter');
    expect((await content(fileLike('api-blob'))).startsWith('[{"CreationTime":"2026-03-08T')).toBe(true);
  });

  it('refuses more than it can hold', async () => {
    await expect(writeExamples(directory, { seed: 1, events: 300_000 })).rejects.toThrow('at most 200000');
    await expect(writeExamples(directory, { seed: 1, days: 7 })).rejects.toThrow('14 days');
  });
});

/** The records of a file of the examples, read with no code of the package. */
function recordsOf(name: string, text: string): AuditRecord[] {
  if (name.includes('.ndjson'))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  if (name.startsWith('api-blob')) return JSON.parse(text);
  if (name.startsWith('search-')) {
    return (JSON.parse(text) as { AuditData: string }[]).map((row) => JSON.parse(row.AuditData));
  }
  const [header = [], ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
  const tables = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
  if (name.startsWith('purview')) return tables.map((row) => JSON.parse(row['AuditData'] ?? ''));
  const renamed: Record<string, string> = {
    Id: 'OfficeId',
    CreationTime: 'TimeGenerated',
    Workload: 'OfficeWorkload',
  };
  const fields = [
    'Id',
    'CreationTime',
    'Workload',
    'Operation',
    'UserId',
    'MailboxOwnerUPN',
    'ClientIP',
    'ClientInfoString',
  ];
  return tables.map((row) => {
    const cells = fields.map((field) => [field, row[renamed[field] ?? field] ?? '']);
    const filled = cells.filter(([, value]) => value !== '');
    return Object.fromEntries(
      filled.map(([field, value]) => [field, field === 'CreationTime' ? value?.slice(0, -1) : value]),
    );
  });
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
