import { describe, expect, it } from 'vitest';
import { numberLiteral, type PlanExpr, type SplType } from '../../../src/plan/expr.ts';
import type { AggregateColumn, Plan, QueryPlan } from '../../../src/plan/plan.ts';
import { renderAggregate } from '../../../src/sql/duckdb/aggregates.ts';
import { renderQuery } from '../../../src/sql/duckdb/render.ts';
import { sql } from '../../../src/sql/sql.ts';
import { selectCell } from '../../evaluate.ts';

type Cell = string | number | readonly string[] | null;

const value = (type: SplType): PlanExpr => ({ op: 'column', id: 'v', type });
const at: PlanExpr = { op: 'column', id: 'at', type: 'number' };

/** The aggregate over rows of one column, whose order is that of the list. */
async function over(
  fn: string,
  type: SplType,
  cells: readonly Cell[],
  args: readonly PlanExpr[] = [],
): Promise<unknown> {
  const literal = (cell: Cell): PlanExpr => ({
    op: 'literal',
    value: cell,
    type: cell === null ? 'null' : type,
  });
  const input: Plan = {
    op: 'values',
    columns: [
      { id: 'v', type },
      { id: 'at', type: 'number' },
    ],
    rows: cells.map((cell, i) => [literal(cell), numberLiteral(i)]),
  };
  const order = [{ expr: at, descending: false }];
  const aggregate: AggregateColumn = { id: 'r', type: 'dynamic', fn, args: [value(type), ...args], order };
  const grouped: Plan = { op: 'aggregate', input, keys: [], aggregates: [aggregate] };
  const windowed: Plan = {
    op: 'limit',
    rows: 1,
    input: {
      op: 'window',
      input,
      columns: [aggregate],
      partition: [],
      order: [],
      frame: { kind: 'partition' },
    },
  };
  const query = (plan: Plan): QueryPlan => ({
    plan,
    output: [{ name: 'r', id: 'r', type: 'dynamic' }],
    keys: [],
  });
  const select = (plan: Plan) => sql`SELECT o0 AS r FROM (${renderQuery(query(plan), () => sql``)})`;
  const result = await selectCell(select(grouped));
  // Over the whole partition a window function is no different; it has no rows where there are none.
  if (cells.length > 0) expect(await selectCell(select(windowed)), `${fn} over a window`).toEqual(result);
  return result;
}

describe('aggregates of scalars', () => {
  it.each([
    ['count', ['a', null, 'a'], 2],
    ['count', [], 0],
    ['countDistinct', ['a', 'A', null, 'a'], 2],
    ['values', ['b', 'a', null, 'b', '10', '9'], ['10', '9', 'a', 'b']],
    ['values', [null], null],
    ['list', ['b', null, 'a', 'b'], ['b', 'a', 'b']],
    ['list', [], null],
    ['first', [null, 'b', 'a'], 'b'],
    ['first', [null], null],
    ['minText', ['b', 'a', null, 'B'], 'B'],
    ['maxText', ['b', 'a', null, 'é'], 'é'],
    ['mode', ['b', 'a', 'b', 'a', 'c', null], 'a'],
    ['mode', [null], null],
  ] as const)('%s of %j', async (fn, cells, result) => {
    expect(await over(fn, 'dynamic', cells)).toEqual(result);
  });

  it.each([
    ['sum', [1, null, 2.5], 3.5],
    ['sum', [null], null],
    ['avg', [1, null, 2], 1.5],
    ['sumsq', [1, 2, 3], 14],
    ['range', [3, -1, null], 4],
    ['stdevp', [2, 4, 4, 4, 5, 5, 7, 9], 2],
    ['varp', [2, 4, 4, 4, 5, 5, 7, 9], 4],
    ['var', [1, 2, 3, 4], 1.6666666666666667],
    ['var', [1e200, 5], null],
    ['stdev', [1e308, -1e308], null],
    ['stdev', [null], null],
  ] as const)('%s of %j', async (fn, cells, result) => {
    expect(await over(fn, 'number', cells)).toEqual(result);
  });

  it('percentile interpolates', async () => {
    expect(await over('percentile', 'number', [1, 2, 3, 4], [numberLiteral(0.5)])).toBe(2.5);
    expect(await over('percentile', 'number', [1, 11], [numberLiteral(0.95)])).toBe(10.5);
  });

  it('argMin and argMax take the value beside the least and the largest', async () => {
    expect(await over('argMin', 'dynamic', ['x', 'y', null], [at])).toBe('x');
    expect(await over('argMax', 'dynamic', ['x', 'y', null], [at])).toBe('y');
  });
});

describe('aggregates of lists', () => {
  it.each([
    ['count', [['a', 'b'], null, ['a']], 3],
    ['count', [null], 0],
    ['countDistinct', [['a', 'b'], ['a']], 2],
    [
      'values',
      [
        ['b', 'a'],
        ['a', 'c'],
      ],
      ['a', 'b', 'c'],
    ],
    ['values', [null], null],
    ['list', [['b', 'a'], null, ['a']], ['b', 'a', 'a']],
    ['first', [null, ['b', 'a'], ['c']], ['b', 'a']],
    ['minText', [['b'], ['a', 'c']], 'a'],
    ['mode', [['b', 'a'], ['b']], 'b'],
  ] as const)('%s of %j', async (fn, cells, result) => {
    expect(await over(fn, 'multivalue', cells)).toEqual(result);
  });
});

it('has no other aggregates', () => {
  const call = { args: [], argType: 'null', order: sql``, window: null } as const;
  expect(() => renderAggregate('median', call)).toThrow(/no aggregate "median"/);
  expect(() => renderAggregate('constructor', call)).toThrow(/no aggregate/);
});
