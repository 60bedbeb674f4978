import type { Expr, SearchExpr } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseExpressionText } from '../parser/parse-expression-text.ts';
import { parseSearchExpression } from '../parser/parse-search-expression.ts';
import type { LowerContext } from './context.ts';

/**
 * Texts of definitions (data models, add-ons) as syntax trees. They are few and the same in every search, so each is
 * read once.
 */
const expressions = new Map<string, ReturnType<typeof parseExpressionText>>();
const searches = new Map<string, ReturnType<typeof parseSearchExpression>>();

/** More than the built-in definitions have; what callers define beyond that is read again each time. */
const mostKept = 5000;

function kept<T>(cache: Map<string, T>, text: string, read: (text: string) => T): T {
  const known = cache.get(text);
  if (known) return known;
  const made = read(text);
  if (cache.size < mostKept) cache.set(text, made);
  return made;
}

/** Null when the text is no expression, which is reported at the command that uses the definition. */
export function definedExpression(text: string, context: LowerContext): Expr | null {
  const { expr, diagnostics } = kept(expressions, text, parseExpressionText);
  reportHere(diagnostics, context);
  return expr;
}

/** Matches nothing when the text is no search expression. */
export function definedSearch(text: string, context: LowerContext): SearchExpr {
  const { expr, diagnostics } = kept(searches, text, parseSearchExpression);
  reportHere(diagnostics, context);
  return expr;
}

function reportHere(diagnostics: readonly Diagnostic[], context: LowerContext): void {
  for (const diagnostic of diagnostics) context.report({ ...diagnostic, span: context.commandSpan });
}

/** The context for lowering a definition: its offsets are none of the search's, so all is reported at the command. */
export function definitionContext(context: LowerContext): LowerContext {
  return {
    ...context,
    report: (diagnostic) => context.report({ ...diagnostic, span: context.commandSpan }),
  };
}
