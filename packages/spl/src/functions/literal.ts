import type { PlanExpr } from '../plan/expr.ts';

/** The text of a literal, as written; undefined for anything that is only known for each row. */
export function literalTextOf(expr: PlanExpr): string | undefined {
  if (expr.op !== 'literal') return undefined;
  return typeof expr.value === 'string' || typeof expr.value === 'number' ? String(expr.value) : undefined;
}
