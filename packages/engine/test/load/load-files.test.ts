import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../src/index.ts';
import { audit, columnsOf, equals, eventsOf, makeBench, readFields, requestOf } from '../fixture.ts';

const bench = await makeBench();
const { engine } = bench;

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
      { file: first, records: 2, kept: 1, firstTime: midnight, lastTime: midnight + 10 },
      { file: second, records: 1, kept: 1, firstTime: midnight + 60, lastTime: midnight + 60 },
    ]);
    expect(loaded.totals).toEqual({
      records: 3,
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
    expect(loaded.totals).toEqual({ records: 0, firstTime: null, lastTime: null });
    const none = await engine.loadFiles([], requestOf(columnsOf('UserId')));
    expect(await eventsOf(bench, none, columnsOf('UserId'))).toEqual([]);
    expect(await none.timeline(60)).toEqual([]);
  });

  it('have times in UTC unless they say otherwise, whatever stands before them', async () => {
    const times = [
      ['2026-01-01T10:11:12 America/New_York', null],
      ['2026-01-01T10:11:12.5', 12.5],
      ['2026-01-01T12:11:12.5+02:00', 12.5],
      ['2026-01-01 10:11:12Z', 12],
      ['2026-01-01T10:11', 0],
    ] as const;
    const file = bench.write(
      'zones.ndjson',
      times.map(([CreationTime]) => audit({ CreationTime })),
      { checked: true },
    );
    const minute = Date.UTC(2026, 0, 1, 10, 11) / 1000;
    const loaded = await engine.loadFiles([file], requestOf(columnsOf(['_time', 'number'])));
    expect((await eventsOf(bench, loaded, columnsOf(['_time', 'number']))).map(([time]) => time)).toEqual(
      times.map(([, seconds]) => (seconds === null ? null : minute + seconds)),
    );
  });

  it('give the same events when nobody asks about the others, and show what is damaged', async () => {
    const file = bench.write('kept-only.ndjson', [
      audit({ UserId: 'a', CreationTime: '2026-03-01T00:00:00' }),
      audit({ UserId: 'b' }),
      audit({ UserId: ['a'] }),
    ]);
    const damaged = bench.write(
      'kept-only-damaged.ndjson',
      `${JSON.stringify(audit({ UserId: 'a' }))}\n{"torn\n`,
    );
    const columns = columnsOf('UserId', ['_time', 'number']);
    const request = { ...requestOf(columns, { predicate: equals('c0', 'a') }), keptOnly: true };
    const loaded = await engine.loadFiles([file, damaged], request);
    expect(await eventsOf(bench, loaded, columns)).toEqual([
      ['a', Date.UTC(2026, 2, 1) / 1000],
      ['a', Date.UTC(2026, 2, 2, 10, 20, 30) / 1000],
    ]);
    expect(loaded.totals.records).toBe(3);
    expect(loaded.irregular.map(({ file: { source } }) => source)).toEqual(['kept-only-damaged.ndjson']);
  });

  it('keep what any of several scans needs', async () => {
    const file = bench.write('scans.ndjson', [audit({ A: 'x1' }), audit({ B: 'x2' }), audit({ C: '3' })]);
    const loaded = await engine.loadFiles([file], {
      scans: [
        { columns: columnsOf('A'), predicate: equals('c0', 'x1') },
        { columns: columnsOf('B'), predicate: equals('c0', 'x2') },
      ],
      keepDuplicates: false,
    });
    expect(await eventsOf(bench, loaded, columnsOf('A', 'B'))).toEqual([
      ['x1', null],
      [null, 'x2'],
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
