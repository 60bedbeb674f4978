import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { AggregatePlan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { toList } from './eval/coerce.ts';

/**
 * Group keys of values that may be missing: rows without the value are a group of their own, where a plain key would
 * drop them. `value` reads the value back from the aggregate's columns.
 */
export function nullableKey(
  expr: PlanExpr,
  context: LowerContext,
): { readonly keys: AggregatePlan['keys']; readonly value: PlanExpr } {
  if (expr.type === 'null') return { keys: [], value: expr };
  const present = context.freshId();
  const id = context.freshId();
  const isPresent = call('isNotNull', 'boolean', expr);
  const flag: PlanExpr = {
    op: 'case',
    branches: [{ when: isPresent, then: numberLiteral(1) }],
    otherwise: numberLiteral(0),
    type: 'number',
  };
  const keys = [
    { id: present, type: 'number' as const, expr: flag },
    { id, type: expr.type, expr: call('coalesce', expr.type, expr, filler(expr)) },
  ];
  const when = call('number.eq', 'boolean', { op: 'column', id: present, type: 'number' }, numberLiteral(1));
  const then: PlanExpr = { op: 'column', id, type: expr.type };
  return { keys, value: { op: 'case', branches: [{ when, then }], otherwise: nullLiteral, type: expr.type } };
}

function filler({ type }: PlanExpr): PlanExpr {
  if (type === 'number') return numberLiteral(0);
  const empty: PlanExpr = { op: 'literal', value: '', type: 'text' };
  return type === 'multivalue' ? toList(empty) : empty;
}
