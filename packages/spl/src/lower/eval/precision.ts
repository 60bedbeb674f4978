import type { BinaryExpr, Expr, UnaryExpr } from '../../ast/ast.ts';
import { looksNumeric, numberLiteral, type PlanExpr } from '../../plan/expr.ts';
import { nullOf } from './convert.ts';

/** A number computed from literals alone, and how precisely its literals were written. */
interface LiteralNumber {
  readonly value: number;
  /** Fewest significant digits of a literal with a point that was multiplied or divided; null: exact. */
  readonly digits: number | null;
  /** Fewest decimal places of a literal in it, for sigfig(). */
  readonly places: number;
}

/**
 * An operation on literals alone as one literal, rounded to the precision of the least precise factor: `8.250*0.20` is
 * 1.7 (semantics 4.5.9). Values of fields never limit the precision. Undefined when a field or a function takes part.
 */
export function foldLiterals(expr: BinaryExpr | UnaryExpr): PlanExpr | undefined {
  const folded = evaluate(expr);
  return folded && rounded(folded.value, folded.digits);
}

/** The same without rounding, for exact(). */
export function foldExactly(expr: Expr): PlanExpr | undefined {
  const folded = evaluate(expr);
  return folded && rounded(folded.value, null);
}

/** The same with the rules of sigfig(): sums are rounded to the fewest decimal places as well. */
export function foldSignificant(expr: Expr): PlanExpr | undefined {
  const folded = evaluate(expr);
  if (!folded) return undefined;
  const isSum = expr.kind === 'binary' && (expr.op === '+' || expr.op === '-');
  return isSum
    ? rounded(Number(folded.value.toFixed(Math.min(folded.places, 20))), null)
    : rounded(folded.value, folded.digits);
}

function rounded(value: number, digits: number | null): PlanExpr {
  if (Number.isNaN(value)) return nullOf('number');
  return numberLiteral(
    digits === null || !Number.isFinite(value) ? value : Number(value.toPrecision(Math.min(digits, 17))),
  );
}

/** A chain longer than this is left to the back end. */
const depthLimit = 100;

function evaluate(expr: Expr, depth = 0): LiteralNumber | undefined {
  if (depth > depthLimit) return undefined;
  if (expr.kind === 'number') return literal(expr.value, expr.text);
  if (expr.kind === 'unary' && expr.op !== 'NOT') {
    const operand = evaluate(expr.operand, depth + 1);
    return operand && (expr.op === '-' ? { ...operand, value: -operand.value } : operand);
  }
  if (expr.kind !== 'binary') return undefined;
  const apply = operations[expr.op];
  if (!apply) return undefined;
  const left = evaluate(expr.left, depth + 1);
  const right = left && evaluate(expr.right, depth + 1);
  return right && apply(left, right);
}

type Operation = (left: LiteralNumber, right: LiteralNumber) => LiteralNumber;

const operations: Readonly<Record<string, Operation>> = {
  '+': (left, right) => sum(left.value + right.value, left, right),
  '-': (left, right) => sum(left.value - right.value, left, right),
  '*': (left, right) => product(left.value * right.value, left, right),
  '/': (left, right) => product(right.value === 0 ? Number.NaN : left.value / right.value, left, right),
  '%': (left, right) => sum(right.value === 0 ? Number.NaN : left.value % right.value, left, right),
};

function sum(value: number, left: LiteralNumber, right: LiteralNumber): LiteralNumber {
  return { value, digits: null, places: Math.min(left.places, right.places) };
}

function product(value: number, left: LiteralNumber, right: LiteralNumber): LiteralNumber {
  const known = [left.digits, right.digits].filter((digits) => digits !== null);
  return { value, digits: known.length === 0 ? null : Math.min(...known), places: 0 };
}

/** Only a literal with a point limits the precision; its leading zeros do not count. */
function literal(value: number, text: string): LiteralNumber | undefined {
  if (!looksNumeric(text)) return undefined;
  const mantissa = (text.split(/[eE]/)[0] ?? '').replace(/^[+-]/, '');
  if (!mantissa.includes('.')) return { value, digits: null, places: 0 };
  const significant = mantissa.replace('.', '').replace(/^0+/, '');
  return {
    value,
    digits: Math.max(1, significant.length),
    places: mantissa.length - mantissa.indexOf('.') - 1,
  };
}
