import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvDecoder } from '../../src/decode/csv-decoder.ts';
import { createValueDecoder, type Decoder, LineDecoder } from '../../src/decode/json-decoder.ts';
import { RecordWriter } from '../../src/decode/record-writer.ts';
import { identify } from '../../src/index.ts';
import { contents, decode, tempDir, tempFile } from '../support/files.ts';
import { auditRecords, csvLine, ndjson } from '../support/records.ts';

const COUNT = 12;
const RECORDS = auditRecords(COUNT);
const MAX = 1_000_000;

interface Layout {
  readonly name: string;
  readonly text: string;
  decoder(writer: RecordWriter): Decoder;
}

const values = (containers: string[]) => (writer: RecordWriter) =>
  createValueDecoder(writer, { maxValueBytes: MAX, containers: new Set(containers) });

const LAYOUTS: readonly Layout[] = [
  {
    name: 'lines',
    text: ndjson(RECORDS),
    decoder: (writer) => new LineDecoder(writer, { maxValueBytes: MAX, containers: new Set() }),
  },
  { name: 'array on a line', text: JSON.stringify(RECORDS), decoder: values([]) },
  { name: 'array over lines', text: JSON.stringify(RECORDS, null, 2), decoder: values([]) },
  {
    name: 'page',
    text: JSON.stringify({ x: [1], value: RECORDS, y: { z: [] } }),
    decoder: values(['value']),
  },
  {
    name: 'CSV',
    text:
      csvLine(['CreationDate', 'AuditData', 'x']) +
      RECORDS.map((r) => csvLine(['d', JSON.stringify(r), 'a\nb'])).join(''),
    decoder: (writer) => new CsvDecoder(writer, { delimiter: ',', skipLines: 0, maxRowBytes: MAX }),
  },
];

interface Run {
  readonly ids: ReadonlySet<unknown>;
  readonly lines: readonly string[];
  readonly quarantined: readonly unknown[];
  readonly count: number;
}

const spoolDir = tempDir();

/** Decodes bytes that arrive in pieces of the given sizes, in turn. */
function run(layout: Layout, bytes: Buffer, sizes: readonly number[]): Run {
  mkdirSync(spoolDir, { recursive: true });
  const writer = new RecordWriter('x', spoolDir);
  const decoder = layout.decoder(writer);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    decoder.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  decoder.end();
  const spools = [writer.o365, writer.json, writer.salvaged];
  const scans = spools.map((spool) => spool.finish('x')).filter((scan) => scan !== null);
  const { o365, lines } = contents(scans);
  const count = spools.reduce((sum, spool) => sum + spool.records, writer.quarantine.count);
  const ids = new Set(o365.map(({ Id }) => Id));
  for (const spool of spools) spool.discard();
  return { ids, lines, quarantined: writer.quarantine.records, count };
}

const sizesOf = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });

/** Which records the byte at `at` belongs to or touches: those may be lost to the quarantine, no other may. */
function touched(bytes: Buffer, at: number): number[] {
  return RECORDS.flatMap((record, index) => {
    const id = Buffer.from(String(record['Id']));
    const middle = bytes.indexOf(id);
    const start = index === 0 ? 0 : bytes.indexOf(Buffer.from(String(RECORDS[index - 1]?.['Id'])));
    const next = RECORDS[index + 1];
    const end = next === undefined ? bytes.length : bytes.indexOf(Buffer.from(String(next['Id'])));
    return middle >= 0 && start <= at && at <= end ? [index] : [];
  });
}

describe.each(LAYOUTS)('$name', (layout) => {
  const bytes = Buffer.from(layout.text);
  const whole = run(layout, bytes, [bytes.length]);

  it('reads all of it when nothing is wrong', () => {
    expect(whole.ids.size).toBe(COUNT);
    expect(whole.quarantined).toEqual([]);
  });

  it('gives the same whatever the pieces it arrives in', () => {
    fc.assert(
      fc.property(sizesOf, (sizes) => {
        expect(run(layout, bytes, sizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same for damaged bytes whatever the pieces', () => {
    fc.assert(
      fc.property(sizesOf, fc.nat(bytes.length - 1), fc.nat(255), (sizes, at, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        const all = run(layout, damaged, [damaged.length]);
        const pieces = run(layout, damaged, sizes);
        expect(pieces.lines).toEqual(all.lines);
        expect(pieces.count > COUNT - 1).toBe(all.count > COUNT - 1);
      }),
      { numRuns: 150 },
    );
  });

  it('loses only what a changed byte touches, and accounts for that', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        const { ids, count } = run(layout, damaged, [damaged.length]);
        const lost = RECORDS.flatMap(({ Id }, index) => (ids.has(Id) ? [] : [index]));
        // Without its header, to which its line end belongs, a CSV is no longer one of records.
        if (layout.name === 'CSV' && at <= layout.text.indexOf('\n')) return;
        expect(touched(bytes, at)).toEqual(expect.arrayContaining(lost));
        expect(count).toBeGreaterThanOrEqual(COUNT);
      }),
      { numRuns: 600 },
    );
  });

  it('reads every whole record of a text that is cut off', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        const { ids, count } = run(layout, bytes.subarray(0, length), [length]);
        const ended = RECORDS.filter((_, index) => {
          const next = RECORDS[index + 1];
          return next !== undefined && bytes.indexOf(Buffer.from(String(next['Id']))) < length;
        });
        for (const { Id } of ended) expect(ids).toContain(Id);
        expect(count).toBeGreaterThanOrEqual(ended.length);
      }),
      { numRuns: 150 },
    );
  });
});

describe('whole files', () => {
  it('a file of any bytes is skipped or decoded, never an error', async () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\n',
      '\0',
      '\\',
      '{"Operation":"x","Workload":"y"',
      '\ufeff',
      'AuditData,',
      '1',
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        const identified = await identify(tempFile(bytes));
        if (identified.kind === 'skipped') expect(identified.reason).not.toBe('');
        else {
          const { records, quarantinedCount, notices } = await decode(bytes);
          expect((records ?? 0) + quarantinedCount + notices.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a gzip cut off anywhere gives what comes before the cut and says so', async () => {
    const text = ndjson(auditRecords(300));
    const gzip = gzipSync(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 40, max: gzip.length - 1 }), async (length) => {
        const identified = await identify(tempFile(gzip.subarray(0, length)));
        if (identified.kind === 'skipped') return;
        const { records, quarantinedCount, notices, lines } = await decode(gzip.subarray(0, length));
        expect(notices.join()).toContain('the compressed data ends early');
        expect(text.startsWith(lines.map((line) => `${line}\n`).join(''))).toBe(true);
        expect((records ?? 0) + quarantinedCount).toBeGreaterThan(0);
        expect(quarantinedCount).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});
