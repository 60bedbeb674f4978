import type { SearchExpr } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseSearchTerms } from './parse-search-terms.ts';
import { inOrder } from './parse-spl.ts';
import { StageFailure, TokenCursor } from './token-cursor.ts';

/**
 * Reads the text of a search expression alone, as searchmatch() and `transaction startswith="..."` hold it. Spans are
 * offsets into that text. After an error `expr` is one that matches nothing. Never throws.
 */
export function parseSearchExpression(text: string): {
  readonly expr: SearchExpr;
  readonly diagnostics: readonly Diagnostic[];
} {
  const cursor = new TokenCursor(text);
  try {
    const expr = parseSearchTerms(cursor);
    if (!cursor.is('end')) cursor.failExpected('the end of the search expression');
    const failed = cursor.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
    return { expr: failed ? nothing : expr, diagnostics: inOrder(cursor.diagnostics) };
  } catch (failure) {
    if (!(failure instanceof StageFailure)) throw failure;
    return { expr: nothing, diagnostics: inOrder(cursor.diagnostics) };
  }
}

const nowhere = { start: 0, end: 0 };
const everything: SearchExpr = { kind: 'search-term', match: 'keyword', text: '*', span: nowhere };
const nothing: SearchExpr = { kind: 'search-not', term: everything, span: nowhere };
