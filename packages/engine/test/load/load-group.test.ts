import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/index.ts';
import { audit, columnsOf, equals, eventsOf, makeBench, readFields, requestOf } from '../fixture.ts';

const bench = await makeBench();
const { engine } = bench;

describe('irregular files', () => {
  it.each([
    ['a torn line', '{"CreationTime":"2026-03-02T10:20:30","Opera'],
    ['a line that is no object', '[1]'],
    ['a line that is a text', '"text"'],
    ['two records in a line', `${JSON.stringify(audit())} ${JSON.stringify(audit())}`],
    ['NUL bytes', '\0\0'],
    ['no Operation', JSON.stringify(audit({ Operation: undefined }))],
    ['a time that cannot be read', JSON.stringify(audit({ CreationTime: '3/2/2026 10:20:30 AM' }))],
    ['a byte order mark', '\uFEFF{"CreationTime":"2026-03-02T10:20:30","Operation":"x"}'],
    ['a value that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('%s', async (_, line) => {
    const regular = `${JSON.stringify(audit())}\n`;
    const file = bench.write(
      'irregular.ndjson',
      Buffer.concat([Buffer.from(regular), Buffer.from(line), Buffer.from(`\n${regular}`)]),
    );
    const loaded = await engine.loadFiles([file], requestOf(columnsOf('UserId')));
    expect(loaded.irregular).toEqual([{ file, reason: { kind: 'lines', count: 1 } }]);
    const checked = await engine.loadFiles([{ ...file, checked: true }], requestOf(columnsOf('UserId')));
    expect(checked.irregular).toEqual([]);
  });

  it('are not those with blank lines, CRLF or blanks around a record', async () => {
    const text = `${JSON.stringify(audit())}\r\n\r\n\n  ${JSON.stringify(audit())}  \n`;
    const loaded = await engine.loadFiles(
      [bench.write('blank.ndjson', text)],
      requestOf(columnsOf('UserId')),
    );
    expect(loaded.irregular).toEqual([]);
    expect(loaded.totals.records).toBe(2);
  });

  it('of plain JSON are those with lines that are no objects, not those without the fields', async () => {
    const good = bench.write('plain.ndjson', [{ a: 1 }, { b: 2 }], { record: 'json' });
    const bad = bench.write('plain-bad.ndjson', '{"a":1}\n{"b":\n[1]\n', { record: 'json' });
    const loaded = await engine.loadFiles([good, bad], requestOf(columnsOf('a')));
    expect(loaded.irregular).toEqual([{ file: bad, reason: { kind: 'lines', count: 2 } }]);
  });

  it('have a line that is too long to be scanned; a checked file is read all the same', async () => {
    const record = audit({ UserId: 'long', pad: 'x'.repeat(40_000_000) });
    const long = bench.write('long.ndjson', [audit(), record]);
    const fine = bench.write('fine.ndjson', [audit({ UserId: 'fine' })]);
    const loaded = await engine.loadFiles([long, fine], requestOf(columnsOf('UserId')));
    expect(loaded.irregular).toEqual([{ file: long, reason: { kind: 'length' } }]);
    expect(loaded.totals.records).toBe(1);
    expect(await readFields(bench, [{ ...long, checked: true }], 'UserId')).toEqual([[null], ['long']]);
  });
});

describe('files that fail', () => {
  it('are named, and the others are read', async () => {
    const good = [1, 2, 3].map((n) =>
      bench.write(`good${n}.gz`, [audit({ UserId: `u${n}` })], { compression: 'gzip' }),
    );
    const notGzip = { ...bench.write('not.gz', 'plain text\n'), compression: 'gzip' } as const;
    const gone = { ...notGzip, path: join(bench.directory, 'gone.gz'), source: 'gone.gz' };
    const [one, ...others] = good;
    const loaded = await engine.loadFiles(
      [...(one ? [one] : []), notGzip, gone, ...others],
      requestOf(columnsOf('UserId')),
    );
    expect(loaded.failed.map(({ file }) => file.source)).toEqual(['not.gz', 'gone.gz']);
    for (const { error } of loaded.failed) {
      expect(error).toBeInstanceOf(EngineError);
      expect(error.code).toBe('ENG4005');
      expect(error.message).not.toMatch(/SELECT|read_json|\n/);
    }
    expect(await eventsOf(bench, loaded, columnsOf('UserId', 'source'))).toEqual([
      ['u1', 'good1.gz'],
      ['u2', 'good2.gz'],
      ['u3', 'good3.gz'],
    ]);
  });

  it('a fault in the search is no fault of a file', async () => {
    const file = bench.write('search-fault.ndjson', [audit()]);
    const predicate = equals('nowhere', 'x');
    await expect(engine.loadFiles([file], requestOf(columnsOf('UserId'), { predicate }))).rejects.toThrow(
      /unknown column/,
    );
  });
});

describe('compressed files', () => {
  it('are read in place: gzip and zstd', async () => {
    const gzip = bench.write('c.gz', [audit({ UserId: 'gzip' })], { compression: 'gzip' });
    const path = join(bench.directory, 'c.zst');
    const plain = bench.write('c.ndjson', [audit({ UserId: 'zstd' })]);
    const copy = `COPY (SELECT * FROM read_json('${plain.path}', format='newline_delimited')) TO '${path}' (FORMAT json, COMPRESSION zstd)`;
    for await (const _ of engine.query({ kind: 'sql', text: copy }));
    const zstd = { ...plain, path, source: 'c.zst', compression: 'zstd' } as const;
    expect(await readFields(bench, [gzip, zstd], 'UserId', 'source')).toEqual([
      ['gzip', 'c.gz'],
      ['zstd', 'c.zst'],
    ]);
  });

  it('cut off in the middle is irregular or fails, never silently short', async () => {
    const records = Array.from({ length: 2000 }, (_, n) => audit({ UserId: `user ${n} ${Math.sin(n)}` }));
    const cut = bench.write('cut.gz', records, { compression: 'gzip' });
    truncateSync(cut.path, Math.floor(cut.sizeBytes / 2));
    const loaded = await engine.loadFiles([cut], requestOf(columnsOf('UserId')));
    expect(loaded.irregular.length + loaded.failed.length).toBe(1);
  });
});
