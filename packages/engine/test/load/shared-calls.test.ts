import type { PlanExpr } from '@sealbreak/spl';
import { expect, it } from 'vitest';
import { shareCalls } from '../../src/load/shared-calls.ts';
import { audit, columnsOf, eventsOf, makeBench } from '../fixture.ts';

function call(fn: string, type: PlanExpr['type'], ...args: readonly PlanExpr[]): PlanExpr {
  return { op: 'call', fn, args, type };
}

function lowerIs(id: string, text: string): PlanExpr {
  const lowered = call('lower', 'dynamic', { op: 'column', id, type: 'dynamic' });
  return call('text.equal', 'boolean', lowered, { op: 'literal', value: text, type: 'text' });
}

const fieldOf = (scan: Readonly<Record<string, string>>, id: string): string | undefined => scan[id];

it('replaces a call that occurs twice, also under different ids of two scans', () => {
  const { calls, predicates } = shareCalls(
    [
      { scan: { c0: 'A' }, predicate: lowerIs('c0', 'x') },
      { scan: { c7: 'A' }, predicate: lowerIs('c7', 'y') },
    ],
    fieldOf,
  );
  expect(calls.size).toBe(1);
  expect(JSON.stringify(predicates)).not.toContain('lower"');
});

it.each([
  ['that occurs once', lowerIs('c0', 'x')],
  ['of different fields', call('or', 'boolean', lowerIs('c0', 'x'), lowerIs('c1', 'x'))],
  ['of a column that is no field', call('or', 'boolean', lowerIs('c9', 'x'), lowerIs('c9', 'y'))],
])('leaves a call alone %s', (_, predicate) => {
  const { calls, predicates } = shareCalls([{ scan: { c0: 'A', c1: 'B' }, predicate }], fieldOf);
  expect(calls.size).toBe(0);
  expect(predicates).toEqual([predicate]);
});

const bench = await makeBench();

it('keeps the same events', async () => {
  const file = bench.write('shared.ndjson', [
    audit({ A: 'One', n: 'first scan' }),
    audit({ A: 'TWO', n: 'first scan too' }),
    audit({ A: 'three', n: 'second scan' }),
    audit({ A: 'four', n: 'none' }),
    audit({ n: 'no A' }),
  ]);
  const first = columnsOf('A', 'n');
  const second = columnsOf('n', 'A');
  const scans = [
    { columns: first, predicate: call('or', 'boolean', lowerIs('c0', 'one'), lowerIs('c0', 'two')) },
    { columns: second, predicate: lowerIs('c1', 'three') },
  ];
  const loaded = await bench.engine.loadFiles([file], { scans, keepDuplicates: false });
  const rows = await eventsOf(bench, loaded, columnsOf('n'));
  expect(rows.map(([n]) => n)).toEqual(['first scan', 'first scan too', 'second scan']);
});
