import type { Expr } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseExpression } from './parse-expression.ts';
import { inOrder } from './parse-spl.ts';
import { StageFailure, TokenCursor } from './token-cursor.ts';

/**
 * Reads the text of an eval expression alone, as a quoted option or the definition of a calculated field holds it. Spans
 * are offsets into that text. Null after an error. Never throws.
 */
export function parseExpressionText(text: string): {
  readonly expr: Expr | null;
  readonly diagnostics: readonly Diagnostic[];
} {
  const cursor = new TokenCursor(text);
  try {
    const expr = parseExpression(cursor);
    if (!cursor.is('end')) cursor.failExpected('the end of the expression');
    const failed = cursor.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
    return { expr: failed ? null : expr, diagnostics: inOrder(cursor.diagnostics) };
  } catch (failure) {
    if (!(failure instanceof StageFailure)) throw failure;
    return { expr: null, diagnostics: inOrder(cursor.diagnostics) };
  }
}
