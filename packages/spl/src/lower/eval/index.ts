import type { Expr } from '../../ast/ast.ts';
import { evalError } from '../../diagnostics/eval-messages.ts';
import { nullLiteral, type PlanExpr } from '../../plan/expr.ts';
import type { EvalContext } from './context.ts';
import { nullOf } from './convert.ts';
import { isTooDeep, nestingLimit } from './depth.ts';
import { lowerAny, lowerBoolean } from './lower-expr.ts';

export type { EvalContext } from './context.ts';

/** An eval expression, value or condition, as a plan expression. Mistakes are reported and become NULL. */
export function lowerExpr(expr: Expr, context: EvalContext): PlanExpr {
  return checked(expr, context) ? lowerAny(expr, context) : nullLiteral;
}

/** The right side of an assignment: a condition is refused, because no field can hold one (semantics 4.4). */
export function lowerAssigned(expr: Expr, context: EvalContext): PlanExpr {
  const value = lowerExpr(expr, context);
  if (value.type !== 'boolean') return value;
  context.report(evalError('SPL2205', expr.span, {}));
  return nullLiteral;
}

/** The expression of `where`: a value is refused. `where` names the place in the message. */
export function lowerCondition(expr: Expr, context: EvalContext, where = 'this command'): PlanExpr {
  return checked(expr, context) ? lowerBoolean(expr, context, where) : nullOf('boolean');
}

/** The argument of `eval(...)` inside an aggregate: a value or a condition. */
export function lowerArgument(expr: Expr, context: EvalContext): PlanExpr {
  return lowerExpr(expr, context);
}

function checked(expr: Expr, context: EvalContext): boolean {
  if (!isTooDeep(expr)) return true;
  context.report(evalError('SPL2211', expr.span, { limit: nestingLimit }));
  return false;
}
