import type { PlanExpr } from '@sealbreak/spl';
import { expect, it } from 'vitest';
import { audit, columnsOf, equals, eventsOf, isNotNull, makeBench, requestOf } from '../fixture.ts';

const bench = await makeBench();
const file = bench.write('keep.ndjson', [
  audit({ A: 'x', B: 'y', C: 'z', n: 'all' }),
  audit({ A: 'x', B: 'y', n: 'no C' }),
  audit({ A: 'x', B: 'other', C: 'z', n: 'other B' }),
  audit({ B: 'y', C: 'z', n: 'no A' }),
  audit({ n: 'none' }),
]);
const columns = columnsOf('A', 'B', 'C', 'n');

function both(...args: readonly PlanExpr[]): PlanExpr {
  return { op: 'call', fn: 'and', args, type: 'boolean' };
}

function not(arg: PlanExpr): PlanExpr {
  return { op: 'call', fn: 'not', args: [arg], type: 'boolean' };
}

it.each([
  ['a conjunction', both(equals('c0', 'x'), both(equals('c1', 'y'), isNotNull('c2'))), ['all']],
  ['a negation: NULL is not true', not(equals('c0', 'x')), []],
  [
    'a negation inside a conjunction',
    both(not(both(equals('c0', 'x'), equals('c1', 'y'))), isNotNull('c2')),
    ['other B'],
  ],
  ['a negation of presence', both(not(isNotNull('c0')), equals('c1', 'y')), ['no A']],
])('%s', async (_, predicate, kept) => {
  const loaded = await bench.engine.loadFiles([file], requestOf(columns, { predicate }));
  const rows = await eventsOf(bench, loaded, columnsOf('n'));
  expect(rows.map(([n]) => n)).toEqual(kept);
});
