import type { Expr } from '../ast/ast.ts';
import { expressionHeightLimit } from './limits.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Heights of the expressions that have parts; all others are 1 high. */
const heights = new WeakMap<Expr, number>();

/** Notes the height of a new expression from its parts, and fails the stage when it exceeds the limit. */
export function measured<T extends Expr>(cursor: TokenCursor, expr: T, parts: readonly Expr[]): T {
  let height = 1;
  for (const part of parts) height = Math.max(height, 1 + (heights.get(part) ?? 1));
  if (height > expressionHeightLimit)
    return cursor.fail('SPL1012', expr.span, { limit: expressionHeightLimit });
  heights.set(expr, height);
  return expr;
}
