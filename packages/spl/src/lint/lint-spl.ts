import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { builtinMacros } from '../macros/builtin-macros.ts';
import { expandMacros } from '../macros/expand-macros.ts';
import type { MacroDefinition } from '../macros/macro-definition.ts';
import { parseSpl } from '../parser/parse-spl.ts';
import type { Span } from '../source/span.ts';
import { lintedSearch } from './linted-search.ts';
import { lints } from './registry.ts';

export interface LintOptions {
  readonly macros?: readonly MacroDefinition[];
}

/**
 * Warnings about a search that compiles but may not do what it says. Gives nothing for a search with a syntax error:
 * its tree is not whole. A mistake that stands in a macro is that macro's and not reported here; a fact about the
 * logs is, because the macro's text decides it. In text order; never throws.
 */
export function lintSpl(text: string, options: LintOptions = {}): readonly Diagnostic[] {
  const expansion = expandMacros(text, [...builtinMacros, ...(options.macros ?? [])], {
    defaultFilters: true,
  });
  const { ast, diagnostics } = parseSpl(expansion.text);
  if (diagnostics.some(({ severity }) => severity === 'error')) return [];
  const search = lintedSearch(expansion.text, ast);
  const found = lints.flatMap((lint) => lint.run(search));
  const seen = new Set<string>();
  return found
    .map((diagnostic) => ({ ...diagnostic, inner: diagnostic.span, span: expansion.map(diagnostic.span) }))
    .filter(({ code, span, inner }) => code.startsWith('SPL25') || isTyped(text, expansion.text, span, inner))
    .filter(({ code, span, message }) => {
      const key = `${code} ${span.start} ${span.end} ${message}`;
      return seen.size < seen.add(key).size;
    })
    .map(({ inner: _, ...diagnostic }) => diagnostic)
    .sort((a, b) => a.span.start - b.span.start || (a.code < b.code ? -1 : 1));
}

/** True when the place was typed and did not come out of a macro. */
function isTyped(text: string, expanded: string, span: Span, inner: Span): boolean {
  // Expansion puts a blank in the place of a comment.
  const typed = text.slice(span.start, span.end).replace(/```[\s\S]*?```/g, ' ');
  return typed === expanded.slice(inner.start, inner.end);
}
