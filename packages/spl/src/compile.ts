import type { Pipeline } from './ast/ast.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { LowerOptions } from './lower/context.ts';
import { type LowerResult, lowerPipeline } from './lower/lower.ts';
import { validateMacro } from './lower/validate-macro.ts';
import { builtinMacros } from './macros/builtin-macros.ts';
import { expandMacros } from './macros/expand-macros.ts';
import type { MacroDefinition } from './macros/macro-definition.ts';
import { parseSpl } from './parser/parse-spl.ts';
import type { QueryPlan } from './plan/plan.ts';

export interface CompileOptions extends LowerOptions {
  readonly macros?: readonly MacroDefinition[];
}

export interface Compilation {
  /** The syntax tree after macro expansion. */
  readonly ast: Pipeline;
  /** Null when there is an error among the diagnostics. */
  readonly query: QueryPlan | null;
  /** All that was found, in the order of the text; spans are offsets of the text as given. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when the search has to be compiled again with `universe` set: it asks for all fields of the events. */
  readonly needsUniverse: boolean;
  /** When `needsUniverse`: whose scan requirements say in which events to look for fields; see `LowerResult`. */
  readonly discovery: QueryPlan | null;
  /**
   * Queries whose rows the plan depends on, as the columns of a chart do: `query` is provisional until the search has been
   * compiled again with their rows as `answers` (compile-answered.ts). Empty when `needsUniverse`: that comes first.
   */
  readonly questions: LowerResult['questions'];
  /** How far it got; `lowered` means that there is a query. */
  readonly stage: 'parse' | 'lower' | 'lowered';
}

/** Compiles a search: macros, syntax, plan. Gathers all mistakes and never throws for bad input. */
export function compileSpl(text: string, options: CompileOptions): Compilation {
  const expansion = expandMacros(text, [...builtinMacros, ...(options.macros ?? [])], {
    defaultFilters: true,
    validate: validateMacro,
  });
  // A macro that is not known stays in the text as a call, which parses: the search is well formed all the same.
  const { ast, diagnostics: syntax } = parseSpl(expansion.text);
  const found = [
    ...expansion.diagnostics,
    ...syntax.map((diagnostic) => ({ ...diagnostic, span: expansion.map(diagnostic.span) })),
  ];
  if (found.some(isError)) {
    const stage = syntax.some(isError) ? 'parse' : 'lower';
    return {
      ast,
      query: null,
      diagnostics: inTextOrder(found),
      needsUniverse: false,
      discovery: null,
      questions: [],
      stage,
    };
  }
  const lowered = lowerPipeline(ast, options);
  const all = [
    ...found,
    ...lowered.diagnostics.map((diagnostic) => ({ ...diagnostic, span: expansion.map(diagnostic.span) })),
  ];
  return {
    ast,
    query: lowered.query,
    diagnostics: inTextOrder(all),
    needsUniverse: lowered.needsUniverse,
    discovery: lowered.discovery,
    questions: lowered.questions,
    stage: lowered.query ? 'lowered' : 'lower',
  };
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start);
}
