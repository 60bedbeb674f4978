import type { PlanExpr, ScanColumn } from '@sealbreak/spl';
import { expect, it } from 'vitest';
import type { LoadedEvents, LoadRequest } from '../../src/index.ts';
import { scanUses } from '../../src/load/uses.ts';
import { audit, columnsOf, equals, makeBench } from '../fixture.ts';

const bench = await makeBench();
const copy = audit({ A: 'x', B: 'both', C: '1', L: [{ n: 'l1' }, { n: 'l2' }] });
const file = bench.write('uses.ndjson', [
  copy,
  audit({ A: 'x', B: 'first', C: '2' }),
  audit({ A: 'y', B: 'second', C: '3' }),
  audit({ A: 'z', B: 'none', C: '4' }),
  copy,
]);

interface Scan {
  readonly columns: readonly ScanColumn[];
  readonly predicate: PlanExpr | null;
}

function renamed(columns: readonly ScanColumn[], prefix: string): readonly ScanColumn[] {
  return columns.map((column) => ({ ...column, id: `${prefix}${column.id}` }));
}

const first: Scan = { columns: columnsOf('A', 'B'), predicate: equals('c0', 'x') };
const second: Scan = {
  columns: columnsOf('B', 'C', 'L{}.n'),
  predicate: { op: 'call', fn: 'or', args: [equals('c0', 'second'), equals('c0', 'both')], type: 'boolean' },
};

async function load(scans: readonly Scan[], options: Partial<LoadRequest> = {}): Promise<LoadedEvents> {
  return bench.engine.loadFiles([file], { scans, keepDuplicates: false, ...options });
}

async function rowsOf(loaded: LoadedEvents, { columns, predicate }: Scan): Promise<readonly unknown[]> {
  const list = columns.map(({ id }) => `"${id}"`).join(', ');
  const rows: unknown[] = [];
  const { text } = loaded.scanSql(columns, { columns, predicate });
  for await (const batch of bench.engine.query({
    kind: 'sql',
    text: `SELECT ${list} FROM (${text}) ORDER BY ALL`,
  }))
    rows.push(...batch.rows);
  return rows;
}

it('gives each of several scans its own events, with the fields that it reads', async () => {
  const loaded = await load([first, second]);
  expect(await rowsOf(loaded, first)).toEqual([
    ['x', 'both'],
    ['x', 'first'],
  ]);
  expect(await rowsOf(loaded, second)).toEqual([
    ['both', '1', ['l1', 'l2']],
    ['second', '3', null],
  ]);
  expect(loaded.files.map(({ records, kept }) => [records, kept])).toEqual([[5, 4]]);
});

it('knows a scan by what it asks, not by the names of its columns', async () => {
  const loaded = await load([first, second]);
  const other = { columns: renamed(first.columns, 'n'), predicate: equals('nc0', 'x') };
  expect(await rowsOf(loaded, other)).toHaveLength(2);
  expect(scanUses([first, other, second]).columns).toHaveLength(1);
  expect(scanUses([first, other]).areMarked).toBe(false);
});

it('keeps every event beside a scan that needs them all', async () => {
  const all: Scan = { columns: columnsOf('C'), predicate: null };
  const loaded = await load([first, all], { keepDuplicates: true });
  expect(await rowsOf(loaded, all)).toEqual([['1'], ['1'], ['2'], ['3'], ['4']]);
  expect(await rowsOf(loaded, first)).toHaveLength(3);
});

it('refuses a scan that was no part of the load', async () => {
  const loaded = await load([first, second]);
  await expect(rowsOf(loaded, { ...first, predicate: equals('c0', 'y') })).rejects.toThrow(
    'not loaded for this scan',
  );
});

it('has room for any number of scans', async () => {
  const scans = Array.from(
    { length: 70 },
    (_, i): Scan => ({ columns: columnsOf('A', 'B'), predicate: equals('c0', i === 69 ? 'y' : `x${i}`) }),
  );
  const loaded = await load(scans);
  expect(scanUses(scans).columns).toHaveLength(3);
  expect(await rowsOf(loaded, scans[69] as Scan)).toEqual([['y', 'second']]);
  expect(await rowsOf(loaded, scans[0] as Scan)).toEqual([]);
});
