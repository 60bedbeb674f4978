import type { Pipeline } from '../ast/ast.ts';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { searchLimitChars } from './limits.ts';
import { parsePipeline } from './parse-pipeline.ts';
import { TokenCursor } from './token-cursor.ts';

export interface ParseResult {
  /** Always usable; a stage that could not be read holds the arguments before its fault. */
  readonly ast: Pipeline;
  /** In order of position. Without an error the tree is the whole search. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a search. Never throws, whatever the text; time is linear in its length. Macro calls that have not been expanded
 * become `macro` nodes. What only meaning can tell (unknown functions, argument counts, types) is not looked at.
 */
export function parseSpl(text: string, limitChars = searchLimitChars): ParseResult {
  if (text.length > limitChars) {
    const span = { start: limitChars, end: text.length };
    const empty: Pipeline = { kind: 'pipeline', generating: true, commands: [], span: { start: 0, end: 0 } };
    return { ast: empty, diagnostics: [diagnose('SPL1016', span, { limitChars })] };
  }
  const cursor = new TokenCursor(text);
  const ast = parsePipeline(cursor, 'text');
  warnAboutQuotes(cursor);
  return { ast, diagnostics: inOrder(cursor.diagnostics) };
}

/** Word processors turn straight quotes into others, and the search then silently finds nothing. */
function warnAboutQuotes(cursor: TokenCursor): void {
  const token = cursor.findToken('word', /[\u2018\u2019\u201c\u201d\u201e]/);
  if (token) cursor.report('SPL1106', token.span, {});
}

export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start);
}
