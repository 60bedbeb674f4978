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
