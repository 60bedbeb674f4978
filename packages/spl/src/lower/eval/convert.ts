import {
  type LiteralExpr,
  looksNumeric,
  numberLiteral,
  type PlanExpr,
  type SplType,
  stringLiteral,
} from '../../plan/expr.ts';
import { numberText } from '../../plan/number-text.ts';
import { primitive } from './share.ts';

/** NULL of a static type. */
export function nullOf(type: SplType): LiteralExpr {
  return { op: 'literal', value: null, type };
}

export function isNullLiteral(expr: PlanExpr): boolean {
  return expr.op === 'literal' && expr.value === null;
}

/** A literal in quotes is text, even when it looks like a number (semantics 4.5.1). */
export function isTextLiteral(expr: PlanExpr): boolean {
  return expr.op === 'literal' && typeof expr.value === 'string' && expr.isField !== true;
}

/**
 * The number of a value: NULL when it is none (semantics 4.5.1). A multivalue counts as its one value, and is NULL when
 * it has several. A boolean gives NULL; refusing it is up to the caller.
 */
export function toNumber(expr: PlanExpr): PlanExpr {
  switch (expr.type) {
    case 'number':
      return expr;
    case 'multivalue':
      return toNumber(primitive('list.single', 'dynamic', expr));
    case 'dynamic':
      if (expr.op === 'literal') {
        return typeof expr.value === 'string' && looksNumeric(expr.value)
          ? numberLiteral(Number(expr.value))
          : nullOf('number');
      }
      if (expr.op === 'call' && expr.fn === 'number.toText' && expr.args[0]) return expr.args[0];
      return primitive('text.toNumber', 'number', expr);
    case 'text':
    case 'boolean':
    case 'null':
      return nullOf('number');
  }
}

/** The text of a value, as SPL prints it. A multivalue counts as its one value, and is NULL when it has several. */
export function toText(expr: PlanExpr): PlanExpr {
  switch (expr.type) {
    case 'text':
    case 'dynamic':
      return expr;
    case 'number':
      return numberToText(expr);
    case 'multivalue':
      return primitive('list.single', 'dynamic', expr);
    case 'boolean':
    case 'null':
      return nullOf('dynamic');
  }
}

/** The printed form of a number; the type stays `dynamic`, for the text looks like a number. */
export function numberToText(expr: PlanExpr): PlanExpr {
  if (expr.op === 'literal')
    return typeof expr.value === 'number' ? stringLiteral(numberText(expr.value)) : nullOf('dynamic');
  if (expr.op === 'call' && expr.fn === 'text.castNumber' && expr.args[0]?.op === 'literal')
    return expr.args[0];
  return primitive('number.toText', 'dynamic', expr);
}

/** The values of a field as a list: one for a single value, NULL for NULL. */
export function toList(expr: PlanExpr): PlanExpr {
  if (expr.type === 'multivalue') return expr;
  if (expr.type === 'null' || isNullLiteral(expr)) return nullOf('multivalue');
  return primitive('list.of', 'multivalue', toText(expr));
}

/** A condition that is NULL for NULL: does the value look like a decimal number? */
export function looksNumericExpr(expr: PlanExpr): PlanExpr {
  switch (expr.type) {
    case 'number':
      return present(expr, true);
    case 'text':
      return present(expr, false);
    case 'multivalue':
      return looksNumericExpr(toText(expr));
    case 'dynamic':
      if (expr.op === 'literal' && typeof expr.value === 'string') {
        return { op: 'literal', value: looksNumeric(expr.value), type: 'boolean' };
      }
      return primitive('text.looksNumeric', 'boolean', expr);
    case 'boolean':
    case 'null':
      return nullOf('boolean');
  }
}

function present(expr: PlanExpr, value: boolean): PlanExpr {
  const literal: LiteralExpr = { op: 'literal', value, type: 'boolean' };
  if (expr.op === 'literal') return literal;
  const branches = [{ when: primitive('isNotNull', 'boolean', expr), then: literal }];
  return { op: 'case', branches, otherwise: nullOf('boolean'), type: 'boolean' };
}

/** The type that can hold values of all given types: what `if`, `case` and `coalesce` give. Null when booleans meet values. */
export function commonType(types: readonly SplType[]): SplType | null {
  const kinds = new Set(types.filter((type) => type !== 'null'));
  if (kinds.size === 0) return 'null';
  if (kinds.size === 1) return [...kinds][0] ?? 'null';
  if (kinds.has('boolean')) return null;
  return kinds.has('multivalue') ? 'multivalue' : 'dynamic';
}

/** A value brought to the type that commonType chose for it and others. */
export function toType(expr: PlanExpr, type: SplType): PlanExpr {
  if (expr.type === type || type === 'null') return expr;
  if (isNullLiteral(expr)) return nullOf(type);
  switch (type) {
    case 'number':
      return toNumber(expr);
    case 'text':
    case 'dynamic':
      return toText(expr);
    case 'multivalue':
      return toList(expr);
    case 'boolean':
      return nullOf('boolean');
  }
}

/** A list literal: an argument that a primitive's row reads while it renders. */
export function literalList(values: readonly string[]): LiteralExpr {
  return { op: 'literal', value: values, type: 'multivalue' };
}
