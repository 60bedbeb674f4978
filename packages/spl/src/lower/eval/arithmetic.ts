import type { BinaryOp } from '../../ast/ast.ts';
import { numberLiteral, type PlanExpr } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';
import { isTextLiteral, looksNumericExpr, nullOf, numberToText, toNumber, toText } from './convert.ts';
import { primitive, share } from './share.ts';

const operators: Readonly<Partial<Record<BinaryOp, PrimitiveName>>> = {
  '-': 'number.subtract',
  '*': 'number.multiply',
  '/': 'number.divide',
  '%': 'number.modulo',
};

/** `- * / %`: NULL where an operand is no number, and for a division by zero. */
export function lowerArithmetic(op: BinaryOp, left: PlanExpr, right: PlanExpr): PlanExpr {
  const fn = operators[op];
  return fn ? primitive(fn, 'number', toNumber(left), toNumber(right)) : nullOf('number');
}

export function lowerNegate(operand: PlanExpr): PlanExpr {
  const number = toNumber(operand);
  if (number.op === 'literal' && typeof number.value === 'number') return numberLiteral(-number.value);
  return primitive('number.negate', 'number', number);
}

/** `.`: the texts one after the other, NULL when one is NULL. */
export function lowerConcat(operands: readonly PlanExpr[]): PlanExpr {
  const isText = operands.some(cannotBePartOfNumber);
  return primitive('text.concat', isText ? 'text' : 'dynamic', ...operands.map(toText));
}

/** A literal with a character that no decimal number holds makes the whole text none. */
function cannotBePartOfNumber(expr: PlanExpr): boolean {
  return expr.op === 'literal' && typeof expr.value === 'string' && /[^0-9eE.+-]/.test(expr.value);
}

/**
 * `a + b + c`: the sum when all are numbers, the texts one after the other when none is or all are literals in quotes,
 * NULL in a mix or when one is NULL (semantics 4.5.2). The chain is taken as a whole; that gives what adding from left to right would, for the
 * concatenation of texts that are no numbers is none either.
 */
export function lowerPlus(operands: readonly PlanExpr[]): PlanExpr {
  const values = operands.map((operand) => (operand.type === 'multivalue' ? toText(operand) : operand));
  if (values.some((value) => value.type === 'null')) return nullOf('dynamic');
  if (values.every(isTextLiteral)) return primitive('text.concat', 'dynamic', ...values);
  if (values.some((value) => value.type === 'number'))
    return primitive('number.add', 'number', ...values.map(toNumber));
  const open = values.filter((value) => value.type === 'dynamic');
  if (open.length === 0) return primitive('text.concat', 'text', ...values);
  return shareAll(values, (shared) => {
    const tests = shared.filter((value) => value.type === 'dynamic').map(looksNumericExpr);
    const concat = primitive('text.concat', 'dynamic', ...shared);
    const noNumber = primitive('not', 'boolean', primitive('or', 'boolean', ...tests));
    const texts = { when: noNumber, then: concat };
    if (open.length < shared.length)
      return { op: 'case', branches: [texts], otherwise: nullOf('dynamic'), type: 'dynamic' };
    const sum = primitive(
      'number.add',
      'number',
      ...shared.map((value) => primitive('text.castNumber', 'number', value)),
    );
    const numbers = { when: primitive('and', 'boolean', ...tests), then: numberToText(sum) };
    return { op: 'case', branches: [numbers, texts], otherwise: nullOf('dynamic'), type: 'dynamic' };
  });
}

function shareAll(values: readonly PlanExpr[], use: (shared: readonly PlanExpr[]) => PlanExpr): PlanExpr {
  const bind = (index: number, bound: readonly PlanExpr[]): PlanExpr => {
    const next = values[index];
    return next ? share(next, `term${index}`, (shared) => bind(index + 1, [...bound, shared])) : use(bound);
  };
  return bind(0, []);
}
