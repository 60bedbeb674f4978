import type {
  BinaryExpr,
  BinaryOp,
  ComparisonOp,
  Expr,
  InExpr,
  SubsearchArg,
  UnaryExpr,
} from '../../ast/ast.ts';
import { evalError } from '../../diagnostics/eval-messages.ts';
import { lowerError } from '../../diagnostics/lower-messages.ts';
import { looksNumeric, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../../plan/expr.ts';
import { lowerArithmetic, lowerConcat, lowerNegate, lowerPlus } from './arithmetic.ts';
import { lowerCall } from './call.ts';
import { compare, isIn } from './compare.ts';
import type { EvalContext } from './context.ts';
import { isNullLiteral, nullOf } from './convert.ts';
import { lowerLike } from './like.ts';
import { foldLiterals } from './precision.ts';
import { primitive } from './share.ts';

/** Lowers any expression, value or condition. Mistakes are reported and become NULL, so that all are found at once. */
export function lowerAny(expr: Expr, context: EvalContext): PlanExpr {
  switch (expr.kind) {
    case 'number':
      return numberLiteral(expr.value);
    case 'string':
      return stringLiteral(expr.value);
    case 'field':
      return context.resolve(expr.name);
    case 'unary':
      return lowerUnary(expr, context);
    case 'binary':
      return lowerBinary(expr, context);
    case 'in':
      return lowerIn(expr, context);
    case 'call':
      return lowerCall(expr, context);
    case 'subsearch':
      return lowerSubsearch(expr, context);
    case 'macro':
      context.report(evalError('SPL2212', expr.span, { macro: expr.name }));
      return nullLiteral;
  }
}

/** Lowers an expression where only a value makes sense. `where` names the place in the message. */
export function lowerValue(expr: Expr, context: EvalContext, where: string): PlanExpr {
  const value = lowerAny(expr, context);
  if (value.type !== 'boolean') return value;
  context.report(evalError('SPL2203', expr.span, { where }));
  return nullLiteral;
}

/** Lowers an expression where only a condition makes sense. NULL is one that is never true. */
export function lowerBoolean(expr: Expr, context: EvalContext, where: string): PlanExpr {
  if (expr.kind === 'subsearch' && context.isPending?.(expr))
    return primitive('isNotNull', 'boolean', lowerAny(expr, context));
  const condition = lowerAny(expr, context);
  if (condition.type === 'boolean') return condition;
  if (!isNullLiteral(condition)) context.report(evalError('SPL2204', expr.span, { where }));
  return nullOf('boolean');
}

/** The text of a subsearch that has not run yet: a value that nothing can be concluded from. */
function lowerSubsearch(subsearch: SubsearchArg, context: EvalContext): PlanExpr {
  if (context.isPending?.(subsearch))
    return primitive('number.toText', 'dynamic', primitive('number.random', 'number'));
  context.report(lowerError('SPL3002', subsearch.span, {}));
  return nullLiteral;
}

function lowerUnary(expr: UnaryExpr, context: EvalContext): PlanExpr {
  if (expr.op === 'NOT') return primitive('not', 'boolean', lowerBoolean(expr.operand, context, 'NOT'));
  const folded = foldLiterals(expr);
  if (folded) return folded;
  const operand = lowerValue(expr.operand, context, `"${expr.op}"`);
  return expr.op === '-' ? lowerNegate(operand) : operand;
}

type Lower = (expr: BinaryExpr, context: EvalContext) => PlanExpr;

const binaryOperators: Readonly<Record<BinaryOp, Lower>> = {
  '+': (expr, context) => lowerPlus(valuesOf(expr, context)),
  '.': (expr, context) => lowerConcat(valuesOf(expr, context)),
  '-': (expr, context) => arithmetic(expr, context),
  '*': (expr, context) => arithmetic(expr, context),
  '/': (expr, context) => arithmetic(expr, context),
  '%': (expr, context) => arithmetic(expr, context),
  '=': (expr, context) => comparison('=', expr, context),
  '!=': (expr, context) => comparison('!=', expr, context),
  '<': (expr, context) => comparison('<', expr, context),
  '<=': (expr, context) => comparison('<=', expr, context),
  '>': (expr, context) => comparison('>', expr, context),
  '>=': (expr, context) => comparison('>=', expr, context),
  LIKE: (expr, context) => lowerLike(...bothValues(expr, context)),
  AND: (expr, context) => connective('and', expr, context),
  OR: (expr, context) => connective('or', expr, context),
  XOR: (expr, context) =>
    primitive(
      'xor',
      'boolean',
      lowerBoolean(expr.left, context, 'XOR'),
      lowerBoolean(expr.right, context, 'XOR'),
    ),
};

function lowerBinary(expr: BinaryExpr, context: EvalContext): PlanExpr {
  if (mixesNumberAndText(expr)) {
    const text = expr.left.kind === 'string' ? expr.left : expr.right;
    context.report(evalError('SPL2207', text.span, { text: text.kind === 'string' ? text.value : '' }));
    return nullLiteral;
  }
  return foldLiterals(expr) ?? binaryOperators[expr.op](expr, context);
}

/** `5 + "a"`, `"a" * 2`: text where a number is due, seen before any row. */
function mixesNumberAndText({ op, left, right }: BinaryExpr): boolean {
  const isText = (side: Expr): boolean => side.kind === 'string' && !looksNumeric(side.value);
  if (op === '-' || op === '*' || op === '/' || op === '%') return isText(left) || isText(right);
  return (
    op === '+' && ((isText(left) && right.kind === 'number') || (left.kind === 'number' && isText(right)))
  );
}

function arithmetic(expr: BinaryExpr, context: EvalContext): PlanExpr {
  return lowerArithmetic(expr.op, ...bothValues(expr, context));
}

function bothValues(expr: BinaryExpr, context: EvalContext): [PlanExpr, PlanExpr] {
  const where = `"${expr.op}"`;
  return [lowerValue(expr.left, context, where), lowerValue(expr.right, context, where)];
}

/** `a + b + c` as three operands: the tree of a chain leans to the left. */
function operandsOf(expr: BinaryExpr): readonly Expr[] {
  const operands: Expr[] = [];
  let at: Expr = expr;
  while (at.kind === 'binary' && at.op === expr.op) {
    operands.push(at.right);
    at = at.left;
  }
  return [at, ...operands.reverse()];
}

function valuesOf(expr: BinaryExpr, context: EvalContext): readonly PlanExpr[] {
  return operandsOf(expr).map((operand) => lowerValue(operand, context, `"${expr.op}"`));
}

function connective(fn: 'and' | 'or', expr: BinaryExpr, context: EvalContext): PlanExpr {
  const terms = operandsOf(expr).map((operand) => lowerBoolean(operand, context, expr.op));
  return primitive(fn, 'boolean', ...terms);
}

/** Conditions may be compared with each other, as in `match(x, "a")=true()`, but not with values. */
function comparison(op: ComparisonOp, expr: BinaryExpr, context: EvalContext): PlanExpr {
  const left = lowerAny(expr.left, context);
  const right = lowerAny(expr.right, context);
  if (left.type === 'boolean' && right.type === 'boolean' && (op === '=' || op === '!='))
    return compare(op, left, right);
  for (const [side, lowered, other] of [
    [expr.left, left, right],
    [expr.right, right, left],
  ] as const) {
    if (lowered.type !== 'boolean' || isNullLiteral(other)) continue;
    context.report(evalError('SPL2203', side.span, { where: `"${op}"` }));
    return nullOf('boolean');
  }
  return compare(op, left, right);
}

function lowerIn(expr: InExpr, context: EvalContext): PlanExpr {
  const list = expr.list.map((element) => lowerValue(element, context, 'IN'));
  const found = isIn(lowerValue(expr.operand, context, 'IN'), list);
  return expr.negated ? primitive('not', 'boolean', found) : found;
}
