import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, type PlanExpr, stringLiteral } from '../../../spl/src/plan/expr.ts';
import { EngineError, type LoadProgress, openEngine } from '../../src/index.ts';
import { audit, columnsOf, eventsOf, makeBench, readFields, requestOf } from '../fixture.ts';

const bench = await makeBench();
const { engine } = bench;

function equals(id: string, text: string): PlanExpr {
  return call('text.equal', 'boolean', { op: 'column', id, type: 'dynamic' }, stringLiteral(text));
}

describe('accounts', () => {
  it('count records, kept events and times for each file', async () => {
    const first = bench.write('count1.ndjson', [
      audit({ UserId: 'a', CreationTime: '2026-03-01T00:00:10' }),
      audit({ UserId: 'b', CreationTime: '2026-03-01T00:00:00' }),
    ]);
    const second = bench.write('count2.ndjson', [
      audit({ UserId: 'a', CreationTime: '2026-03-01T00:01:00Z' }),
    ]);
    const columns = columnsOf('UserId');
    const loaded = await engine.loadFiles(
      [first, second],
      requestOf(columns, { predicate: equals('c0', 'a') }),
    );
    const midnight = Date.UTC(2026, 2, 1) / 1000;
    expect(loaded.files).toEqual([
      { file: first, records: 2, kept: 1, duplicates: 0, firstTime: midnight, lastTime: midnight + 10 },
      { file: second, records: 1, kept: 1, duplicates: 0, firstTime: midnight + 60, lastTime: midnight + 60 },
    ]);
    expect(loaded.totals).toEqual({
      records: 3,
      kept: 2,
      duplicates: 0,
      firstTime: midnight,
      lastTime: midnight + 60,
    });
    expect(await eventsOf(bench, loaded, columns)).toEqual([['a'], ['a']]);
    expect(await loaded.timeline(60)).toEqual([
      { start: midnight, records: 2, kept: 1 },
      { start: midnight + 60, records: 1, kept: 1 },
    ]);
  });

  it('are there without events, and without files', async () => {
    const empty = bench.write('empty.ndjson', '');
    const loaded = await engine.loadFiles([empty], requestOf(columnsOf('UserId')));
    expect(loaded.totals).toEqual({ records: 0, kept: 0, duplicates: 0, firstTime: null, lastTime: null });
    const none = await engine.loadFiles([], requestOf(columnsOf('UserId')));
    expect(await eventsOf(bench, none, columnsOf('UserId'))).toEqual([]);
    expect(await none.timeline(60)).toEqual([]);
  });

  it('keep what any of several scans needs', async () => {
    const file = bench.write('scans.ndjson', [audit({ A: '1' }), audit({ B: '2' }), audit({ C: '3' })]);
    const loaded = await engine.loadFiles([file], {
      scans: [
        { columns: columnsOf('A'), predicate: equals('c0', '1') },
        { columns: columnsOf('B'), predicate: equals('c0', '2') },
      ],
      keepDuplicates: false,
    });
    expect(await eventsOf(bench, loaded, columnsOf('A', 'B'))).toEqual([
      ['1', null],
      [null, '2'],
    ]);
  });
});

describe('order', () => {
  it('is that of the files and of their lines, whatever the threads do', async () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => audit({ n: String(n), pad: 'x'.repeat(200) }));
    const files = [
      bench.write('o1.ndjson', lines.slice(0, 40_000)),
      bench.write('o2.ndjson', lines.slice(40_000)),
    ];
    const rows = await readFields(bench, files, 'n');
    expect(rows.map(([n]) => Number(n))).toEqual(lines.map((_, n) => n));
  });
});

describe('duplicates', () => {
  const copy = audit({ UserId: 'twice' });
  const other = audit({ ...copy, OrganizationId: 'another tenant' });
  const noId = audit({ Id: undefined, UserId: 'nobody' });
  const first = bench.write('dup1.ndjson', [copy, noId, noId, copy]);
  const second = bench.write('dup2.ndjson', [other, copy, audit({ UserId: 'once' })]);
  const columns = columnsOf('UserId', 'OrganizationId', '#ordinal');

  it.each([
    ['all events', null],
    ['a predicate', call('isNotNull', 'boolean', { op: 'column', id: 'c0', type: 'dynamic' } as const)],
  ])('are dropped across files, first seen stays (%s)', async (_, predicate) => {
    const loaded = await engine.loadFiles([first, second], requestOf(columns, { predicate }));
    expect(loaded.files.map(({ duplicates }) => duplicates)).toEqual([1, 1]);
    expect(loaded.totals).toMatchObject({ records: 7, kept: 5, duplicates: 2 });
    const rows = await eventsOf(bench, loaded, columns);
    expect(rows.map(([user, tenant]) => `${user} ${tenant}`)).toEqual([
      'twice org',
      'nobody org',
      'nobody org',
      'twice another tenant',
      'once org',
    ]);
    expect(rows[0]?.[2]).toBe(0);
  });

  it('can stay, and are counted all the same', async () => {
    const loaded = await engine.loadFiles([first, second], requestOf(columns, { keepDuplicates: true }));
    expect(loaded.totals).toMatchObject({ records: 7, kept: 7, duplicates: 2 });
  });

  it('leave the kept copy when an earlier one was not kept', async () => {
    const id = 'same';
    const file = bench.write('dup3.ndjson', [
      audit({ Id: id, UserId: 'x' }),
      audit({ Id: id, UserId: 'y' }),
      audit({ Id: id, UserId: 'y' }),
    ]);
    const loaded = await engine.loadFiles([file], requestOf(columns, { predicate: equals('c0', 'y') }));
    expect(loaded.totals).toMatchObject({ kept: 1, duplicates: 2 });
  });

  it('are unknown to plain JSON, where Id means nothing', async () => {
    const file = bench.write('dup4.ndjson', [{ Id: '1' }, { Id: '1' }], { record: 'json' });
    const loaded = await engine.loadFiles([file], requestOf(columnsOf('Id')));
    expect(loaded.totals).toMatchObject({ kept: 2, duplicates: 0 });
  });
});

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

  it('can be replaced by decoded files', async () => {
    const columns = columnsOf('UserId');
    const shared = audit({ UserId: 'first' });
    const bad = bench.write('replace-bad.ndjson', `${JSON.stringify(shared)}\n{"torn\n`);
    const rest = bench.write('replace-rest.ndjson', [shared, audit({ UserId: 'rest' })]);
    const decoded = bench.write('replace-decoded.ndjson', [shared, audit({ UserId: 'decoded' })], {
      checked: true,
    });
    const loaded = await engine.loadFiles([bad, rest], requestOf(columns));
    expect(loaded.irregular.map(({ file }) => file)).toEqual([bad]);
    const fixed = await loaded.replaceFiles(new Map([[bad, decoded]]));
    expect(fixed.irregular).toEqual([]);
    expect(await eventsOf(bench, fixed, columns)).toEqual([['first'], ['decoded'], ['rest']]);
    expect(fixed.files.map(({ file, duplicates }) => [file.source, duplicates])).toEqual([
      ['replace-decoded.ndjson', 0],
      ['replace-rest.ndjson', 1],
    ]);
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

describe('paths', () => {
  it.each(['a[1]*.ndjson', 'a?b.ndjson', "it's.ndjson", 'ü x*.ndjson', 'year=2024.ndjson', '-.ndjson'])(
    '%s is a file, not a pattern',
    async (name) => {
      bench.write('a1.ndjson', [audit({ UserId: 'decoy' })]);
      bench.write('axb.ndjson', [audit({ UserId: 'decoy' })]);
      const files = [
        bench.write('other.ndjson', [audit({ UserId: 'other' })]),
        bench.write(name, [audit({ UserId: 'real' })]),
      ];
      expect(await readFields(bench, files, 'UserId', 'source')).toEqual([
        ['other', 'other.ndjson'],
        ['real', name],
      ]);
    },
  );
});

describe('paths that cannot be named', () => {
  it.skipIf(process.platform === 'win32')('are reported', async () => {
    const odd = bench.write('back\\slash*.ndjson', [audit()]);
    const other = bench.write('other2.ndjson', [audit({ UserId: 'other' })]);
    const loaded = await engine.loadFiles([odd, other], requestOf(columnsOf('UserId')));
    expect(loaded.failed.map(({ file }) => file)).toEqual([odd]);
    expect(await eventsOf(bench, loaded, columnsOf('UserId', 'source'))).toEqual([
      ['other', 'other2.ndjson'],
    ]);
  });
});

describe('progress and cancelling', () => {
  it('reports bytes that never go back, and ends at all of them', async () => {
    const files = [
      bench.write('p1.ndjson', [audit()]),
      bench.write('p2.gz', [audit()], { compression: 'gzip' }),
    ];
    const seen: LoadProgress[] = [];
    await engine.loadFiles(files, requestOf(columnsOf('UserId')), {
      onProgress: (progress) => seen.push(progress),
    });
    const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(seen.at(-1)).toEqual({ bytesDone: total, bytesTotal: total, events: 2 });
    expect(seen.map(({ bytesDone }) => bytesDone)).toEqual(
      seen.map(({ bytesDone }) => bytesDone).sort((a, b) => a - b),
    );
  });

  it('stops when the signal says so', async () => {
    const file = bench.write('stop.ndjson', [audit()]);
    const controller = new AbortController();
    controller.abort();
    await expect(
      engine.loadFiles([file], requestOf(columnsOf('UserId')), { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'ENG4002' });
    const running = new AbortController();
    setTimeout(() => running.abort(), 50);
    const endless = engine.query(
      { kind: 'sql', text: 'SELECT count(*) FROM range(1000000000000)' },
      { signal: running.signal },
    );
    await expect(endless.next()).rejects.toMatchObject({ code: 'ENG4002' });
  });
});

describe('safety', () => {
  it('opens no file outside the directories that it may read', async () => {
    const fenced = await openEngine({ readableDirectories: [bench.directory] });
    try {
      const file = bench.write('inside.ndjson', [audit({ UserId: 'in' })]);
      const inside = await fenced.loadFiles([file], requestOf(columnsOf('UserId')));
      expect(inside.totals.records).toBe(1);
      const outside = fenced.query({ kind: 'sql', text: "SELECT * FROM read_text('/etc/hostname')" });
      await expect(outside.next()).rejects.toBeInstanceOf(EngineError);
    } finally {
      fenced.close();
      fenced.close();
    }
    await expect(fenced.query({ kind: 'sql', text: 'SELECT 1' }).next()).rejects.toMatchObject({
      code: 'ENG4008',
    });
  });

  it('downloads no extension', async () => {
    const statement = {
      kind: 'sql',
      text: "SELECT * FROM read_json('https://example.invalid/x.json')",
    } as const;
    await expect(engine.query(statement).next()).rejects.toBeInstanceOf(EngineError);
  });
});
