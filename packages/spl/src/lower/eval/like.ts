import type { PlanExpr } from '../../plan/expr.ts';
import { anyValue } from './compare.ts';
import { isNullLiteral, nullOf, toText } from './convert.ts';
import { primitive } from './share.ts';

/** `x LIKE pattern`; for a multivalue x true when one value matches. */
export function lowerLike(value: PlanExpr, pattern: PlanExpr): PlanExpr {
  if (isNullLiteral(value) || isNullLiteral(pattern)) return nullOf('boolean');
  if (value.type === 'multivalue') return anyValue(value, 'left', (each) => lowerLike(each, pattern));
  return primitive('text.like', 'boolean', toText(value), toText(pattern));
}
