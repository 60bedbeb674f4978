import { columnsOf, isStrict, type PlanExpr } from '@sealbreak/spl';
import type { ScanNeed } from './request.ts';

/**
 * The fields whose lack can make a predicate true where a value would not: `isnull(field)`, `NOT field=x`. For any other
 * field, an event that passes without a value passes with one too. Errs on the side of naming a field.
 */
export function absenceTests(scans: readonly ScanNeed[]): ReadonlySet<string> {
  const tested = new Set<string>();
  for (const { columns, predicate } of scans) {
    if (predicate === null) continue;
    for (const { id, field } of columns) if (!onlyNarrows(predicate, id)) tested.add(field);
  }
  return tested;
}

/**
 * NULL says least: AND, OR and NOT of three values never turn from NULL or FALSE to TRUE, or from NULL or TRUE to FALSE,
 * because an operand becomes NULL.
 */
function onlyNarrows(expr: PlanExpr, id: string): boolean {
  if (!columnsOf(expr).has(id)) return true;
  if (expr.op === 'call' && (expr.fn === 'and' || expr.fn === 'or' || expr.fn === 'not'))
    return expr.args.every((arg) => onlyNarrows(arg, id));
  return givesNull(expr, id);
}

/** Is the expression NULL whenever the column is? */
function givesNull(expr: PlanExpr, id: string): boolean {
  switch (expr.op) {
    case 'column':
      return expr.id === id;
    case 'literal':
      return expr.value === null;
    case 'call':
      return isStrict(expr.fn) && expr.args.some((arg) => givesNull(arg, id));
    case 'case':
      return [expr.otherwise, ...expr.branches.map(({ then }) => then)].every((value) =>
        givesNull(value, id),
      );
    case 'lambda':
      return false;
  }
}
