import { describe, expect, it } from 'vitest';
import { call, numberLiteral, type PlanExpr } from '../../src/plan/expr.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { columnsOf, expandedSize, exprSize, isVolatile, substitute } from '../../src/plan/walk.ts';

const column = (id: string): PlanExpr => ({ op: 'column', id, type: 'number' });
const sum = (a: PlanExpr, b: PlanExpr): PlanExpr => call('number.add', 'number', a, b);
const choice: PlanExpr = {
  op: 'case',
  branches: [{ when: call('isNull', 'boolean', column('a')), then: column('b') }],
  otherwise: call('number.random', 'number'),
  type: 'number',
};

describe('columnsOf', () => {
  it('finds columns in every part', () => {
    const lambda: PlanExpr = {
      op: 'lambda',
      param: 'p',
      body: sum(column('p'), column('c')),
      type: 'number',
    };
    expect([...columnsOf(sum(choice, lambda))].sort()).toEqual(['a', 'b', 'c', 'p']);
  });
});

describe('substitute', () => {
  it('replaces columns and nothing else', () => {
    const replaced = substitute(choice, (id) => (id === 'a' ? numberLiteral(1) : undefined));
    expect([...columnsOf(replaced)]).toEqual(['b']);
    expect(exprSize(replaced)).toBe(exprSize(choice));
  });
});

describe('isVolatile', () => {
  it('looks into every part', () => {
    expect(isVolatile(sum(column('a'), choice))).toBe(true);
    expect(isVolatile(sum(column('a'), column('b')))).toBe(false);
  });
});

describe('expandedSize', () => {
  const doubled = (times: number): Plan =>
    Array.from({ length: times }).reduce<Plan>(
      (input, _, i) => ({
        op: 'extend',
        input,
        columns: [{ id: `x${i + 1}`, type: 'number', expr: sum(column(`x${i}`), column(`x${i}`)) }],
      }),
      { op: 'scan', id: 's', columns: [{ id: 'x0', field: 'x', type: 'number' }] },
    );

  it('counts columns as what they are computed from', () => {
    expect(expandedSize(column('x0'), doubled(0))).toBe(1);
    expect(expandedSize(column('x3'), doubled(3))).toBe(15);
    expect(expandedSize(column('x60'), doubled(60))).toBeGreaterThan(1e18);
  });

  it('does not look below a limit', () => {
    expect(expandedSize(column('x3'), { op: 'limit', input: doubled(3), rows: 1 })).toBe(1);
  });
});
