import type { PlanExpr } from '../../plan/expr.ts';
import { type Sql, sql } from '../sql.ts';

/** True for an expression that ClickHouse holds as an Array. */
export function isList(expr: PlanExpr | undefined): boolean {
  return expr?.type === 'multivalue';
}

export function isNullLiteral(expr: PlanExpr | undefined): boolean {
  return expr?.op === 'literal' && expr.value === null;
}

/** NULL of any type: the empty list for a list. */
export function isAbsent(value: Sql, expr: PlanExpr | undefined): Sql {
  return isList(expr) ? sql`empty(${value})` : sql`isNull(${value})`;
}
