import type { Expr } from '../ast/ast.ts';
import { mapSpans } from '../ast/map-spans.ts';
import type { Span } from '../source/span.ts';
import { parseExpression } from './parse-expression.ts';
import { StageFailure, TokenCursor } from './token-cursor.ts';

/** The text as one eval expression whose every part is said to stand at `span`; undefined when it is none. Never throws. */
export function parseBareExpression(text: string, span: Span): Expr | undefined {
  const cursor = new TokenCursor(text);
  try {
    const expr = parseExpression(cursor);
    return cursor.is('end') && cursor.diagnostics.length === 0 ? mapSpans(expr, () => span) : undefined;
  } catch (failure) {
    if (failure instanceof StageFailure) return undefined;
    throw failure;
  }
}
