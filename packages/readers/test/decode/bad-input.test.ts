import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeInput, type InputFile, identify } from '../../src/index.ts';
import { contents, decode, identifyFile, tempDir } from '../support/files.ts';
import { auditRecord, auditRecords, csvLine, ndjson } from '../support/records.ts';

const GOOD = JSON.stringify(auditRecord(1));
const idsOf = (o365: readonly Record<string, unknown>[]) =>
  o365.map(({ UserKey }) => Number(String(UserKey).slice(4)));

describe('damaged lines', () => {
  it('quarantines with line, reason and a harmless excerpt, and goes on', async () => {
    const lines = [
      GOOD,
      '{"Operation": \u001b[31mred\u001b[0m}',
      'not JSON at all',
      JSON.stringify(auditRecord(2, { CreationTime: 'soon\u202e' })),
      '[1, "x"]',
      GOOD.slice(0, 60),
      GOOD,
    ];
    const decoded = await decode(lines.join('\n'));
    expect(decoded.records).toBe(2);
    expect(decoded.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'not valid JSON on line 2'],
      [3, 'a line that is no JSON object'],
      [4, 'CreationTime is no time: "soon\u202e"'],
      [5, 'text that is no JSON object'],
      [6, 'the record is cut off'],
    ]);
    expect(decoded.quarantined[0]?.excerpt).toBe('{"Operation": \\u001b[31mred\\u001b[0m}');
    expect(decoded.quarantined[0]?.path).toBe('sample');
  });

  it('calls a torn last line cut off', async () => {
    const decoded = await decode(`${ndjson(auditRecords(3))}${GOOD.slice(0, 100)}`);
    expect(decoded).toMatchObject({
      records: 3,
      quarantined: [{ line: 4, reason: 'the record is cut off' }],
    });
  });

  it('keeps a thousand and counts all', async () => {
    const decoded = await decode(`${GOOD}\n${'{"a":x}\n'.repeat(1500)}`);
    expect(decoded.quarantined).toHaveLength(1000);
    expect(decoded.quarantinedCount).toBe(1500);
  });

  it('keeps a record with invalid UTF-8 and says where', async () => {
    const bad = Buffer.from(
      `${GOOD}\n${GOOD.replace('Exchange', 'Ex\xffge')}\n`.replaceAll('é', 'e'),
      'latin1',
    );
    const decoded = await decode(bad);
    expect(decoded.o365[1]).toMatchObject({ Workload: 'Ex\ufffdge' });
    expect(decoded.notices).toEqual([
      '1 record had bytes that are not UTF-8, shown as U+FFFD (first on line 2)',
    ]);
  });

  it('skips NUL bytes around records and quarantines them inside', async () => {
    const decoded = await decode(`${GOOD}\n${'\0'.repeat(100)}\n\0\0${GOOD}\n{"a":"\0"}\n`);
    expect(decoded).toMatchObject({ records: 2, quarantined: [{ line: 4 }] });
    expect(decoded.notices).toEqual(['102 NUL bytes between records were skipped']);
  });
});

describe('damaged JSON over lines', () => {
  const pretty = (index: number) => JSON.stringify(auditRecord(index), null, 2);

  it('goes on at the next record after a lost bracket', async () => {
    const broken = pretty(2).replace('"Parameters": [', '"Parameters": ');
    const decoded = await decode(`[\n${pretty(1)},\n${broken},\n${pretty(3)}\n]`);
    expect(idsOf(decoded.o365)).toEqual([1, 3]);
    expect(decoded.quarantined).toMatchObject([
      { line: 2 + pretty(1).split('\n').length, excerpt: expect.stringContaining('"CreationTime"') },
    ]);
    expect(decoded.json).toEqual([]);
  });

  it('goes on after a lost quote on one endless line', async () => {
    const records = auditRecords(9).map((record) => JSON.stringify(record));
    records[4] = records[4]?.replace('"Exchange"', 'Exchange"') ?? '';
    const decoded = await decode(`[${records.join(',')}]`);
    expect(idsOf(decoded.o365)).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(decoded.quarantinedCount).toBe(1);
  });

  it('says that an array was never closed', async () => {
    const decoded = await decode(`[${GOOD},\n`);
    expect(decoded).toMatchObject({ records: 1, quarantinedCount: 0 });
    expect(decoded.notices.join()).toMatch(/never closed/);
  });

  it('gives up on hostile nesting in time', async () => {
    const started = performance.now();
    const decoded = await decode(`[${GOOD},${'{"a":'.repeat(200_000)}`);
    expect(decoded.records).toBe(1);
    expect(decoded.quarantinedCount).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('size', () => {
  it('streams an array of 50 MB on one line in little memory', async () => {
    const path = join(tempDir(), 'big.json');
    const file = openSync(path, 'w');
    let sizeBytes = writeSync(file, '[');
    for (let index = 0; sizeBytes < 50e6; index += 1) {
      sizeBytes += writeSync(
        file,
        `${index === 0 ? '' : ','}${JSON.stringify(auditRecord(index, { Data: 'x'.repeat(5000) }))}`,
      );
    }
    sizeBytes += writeSync(file, ']');
    closeSync(file);
    const input: InputFile = { kind: 'file', path, name: 'big', sizeBytes };
    const identified = await identify(input);
    if (identified.kind === 'skipped') throw new Error(identified.reason);
    const before = process.memoryUsage.rss();
    const opened = await decodeInput(identified, { spoolDir: tempDir() });
    expect(opened).toMatchObject({ quarantinedCount: 0, notices: [] });
    expect(opened.records).toBeGreaterThan(9000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150e6);
  });

  it.each([
    ['line', (long: string) => `${GOOD}\n${long}\n${GOOD}\n`],
    ['array', (long: string) => `[${GOOD},${long},${GOOD}]`],
    ['page', (long: string) => `{"value":[${GOOD},${long},${GOOD}]}`],
    [
      'CSV',
      (long: string) =>
        csvLine(['AuditData', 'x']) + [GOOD, long, GOOD].map((text) => csvLine([text, 'y'])).join(''),
    ],
  ])('quarantines a record over the limit: %s', async (_, write) => {
    const long = JSON.stringify(auditRecord(2, { Data: 'y'.repeat(3_000_000) }));
    const decoded = await decode(write(long), 1_000_000);
    expect(idsOf(decoded.o365)).toEqual([1, 1]);
    expect(decoded.quarantined).toMatchObject([{ reason: 'longer than 1 MB' }]);
    expect((await decode(write(long))).records).toBe(3);
  });

  it('says how long the longest record is', async () => {
    const long = JSON.stringify(auditRecord(2, { Data: 'y'.repeat(2_500_000) }));
    expect((await decode(`${GOOD}\n${long}\n${GOOD}\n`)).longestLineBytes).toBe(long.length + 1);
  });
});

describe('odd content', () => {
  it.each([10_000, 500_000])('takes %d levels of nesting as they are', async (depth) => {
    const nested = `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`;
    const record = `${GOOD.slice(0, -1)},"Deep":${nested}}`;
    for (const content of [`${GOOD}\n${record}\n\n`, `[\n${GOOD},\n${record}]`, `{"AuditData":${record}}`]) {
      const decoded = await identifyFile(content);
      const opened = await decodeInput(decoded, { spoolDir: tempDir() });
      expect(opened.quarantinedCount).toBe(0);
      const [scan] = opened.scans;
      expect(scan?.record).toBe('o365');
      expect(scan?.sizeBytes).toBeGreaterThan(depth * 8);
    }
  });

  it('keeps hostile names and values as they are', async () => {
    const odd = {
      ...auditRecord(1),
      "'; drop table x; --": '"; select',
      __proto__x: 1,
      '': 2,
      constructor: '\u001b[2J',
    };
    const text = `${JSON.stringify(odd).slice(0, -1)},"__proto__":{"Operation":"y"}}`;
    const decoded = await decode(`[${text}]`);
    expect(decoded.lines).toEqual([text]);
  });

  it('takes a CSV column called __proto__', async () => {
    const decoded = await decode(`Operation,Workload,CreationTime,__proto__\nx,y,2026-03-01T10:00:07,z\n`);
    expect(decoded.lines).toEqual([
      '{"Operation":"x","Workload":"y","CreationTime":"2026-03-01T10:00:07","__proto__":"z"}',
    ]);
  });

  it('keeps the text of numbers', async () => {
    const text = `${GOOD.slice(0, -1)},"Size":1156492.00,"Big":12345678901234567890,"Exp":1e+400}`;
    expect((await decode(`[\n${text}\n]`)).lines).toEqual([text]);
  });
});

describe('compressed', () => {
  it('reads what comes before a cut and quarantines the torn record', async () => {
    const gzip = gzipSync(ndjson(auditRecords(2000)));
    const decoded = await decode(gzip.subarray(0, gzip.length / 2));
    expect(decoded.records).toBeGreaterThan(500);
    expect(decoded.quarantined.map(({ reason }) => reason)).toEqual(['the record is cut off']);
    expect(decoded.notices.join()).toContain('the compressed data ends early');
  });

  it('skips a file of which nothing can be decompressed', async () => {
    const gzip = gzipSync(GOOD);
    gzip.fill(0xff, 10);
    await expect(decode(gzip)).rejects.toThrow(/nothing could be decompressed/);
  });
});

it('removes its spool files when aborted', async () => {
  const identified = await identifyFile(`[${GOOD}]`);
  const spoolDir = tempDir();
  const signal = AbortSignal.abort(new Error('interrupted'));
  await expect(decodeInput(identified, { spoolDir, signal })).rejects.toThrow('interrupted');
});

describe('CSV', () => {
  const header = csvLine(['CreationDate', 'AuditData', 'x']);
  const row = csvLine(['d', GOOD, 'z']);

  it('quarantines rows that are broken and goes on with the next line', async () => {
    const lines = [
      row,
      'd,"a"b,c\r\n',
      row,
      'd,e\r\n',
      row,
      `d,"${GOOD.slice(0, 40).replaceAll('"', '""')}",z\r\n`,
      row,
      'd,"open',
    ];
    const decoded = await decode(header + lines.join(''));
    expect(decoded.records).toBe(4);
    expect(decoded.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'text behind a closing quote'],
      [5, 'the row has 2 cells, the header 3'],
      [7, 'the record inside is no valid JSON or is cut off'],
      [9, 'a quote is opened and never closed: the row is cut off or damaged'],
    ]);
  });

  it('marks records that a spreadsheet cut off', async () => {
    const torn = GOOD.slice(0, GOOD.indexOf('"Parameters"'));
    const decoded = await decode(header + csvLine(['d', torn, 'z']));
    expect(decoded.o365).toMatchObject([{ Operation: 'Set-Mailbox', sealbreak_salvaged: true }]);
    expect(decoded.notices).toHaveLength(1);
  });

  it('counts lines through cells of several lines', async () => {
    const decoded = await decode(header + csvLine(['a\nb\nc', GOOD, 'z']) + csvLine(['d', '', 'z']));
    expect(decoded.quarantined).toMatchObject([{ line: 5, reason: 'AuditData is empty or holds no record' }]);
    expect(contents([...decoded.scans, ...decoded.remnants]).lines).toEqual([GOOD]);
  });
});
