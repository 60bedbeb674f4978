import type { Pipeline, SubsearchArg } from './ast/ast.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { LowerOptions } from './lower/context.ts';
import { type LimitCheck, type LowerResult, lowerPipeline } from './lower/lower.ts';
import { defaultLimits } from './lower/subsearch-limit.ts';
import { validateMacro } from './lower/validate-macro.ts';
import { builtinMacros } from './macros/builtin-macros.ts';
import { type Expansion, expandMacros } from './macros/expand-macros.ts';
import type { MacroDefinition } from './macros/macro-definition.ts';
import { parseSpl } from './parser/parse-spl.ts';
import type { Plan, QueryPlan } from './plan/plan.ts';
import { holds, type Span } from './source/span.ts';
import type { SubsearchResult } from './subsearch/format-rows.ts';
import { parseWithResults, type WaitingSubsearch } from './subsearch/parse-with-results.ts';

export interface CompileOptions extends Omit<LowerOptions, 'pending' | 'answerPrefix' | 'readSearch'> {
  readonly macros?: readonly MacroDefinition[];
}

interface KnownOptions extends CompileOptions, Pick<LowerOptions, 'readSearch'> {}

export interface Compilation {
  /** The syntax tree after macro expansion, with the results of subsearches in their places. */
  readonly ast: Pipeline;
  /** Null when there is an error among the diagnostics. */
  readonly query: QueryPlan | null;
  /** All that was found, in the order of the text; spans are offsets of the text as given. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when the search has to be compiled again with `universe` set: it asks for all fields of the events. */
  readonly needsUniverse: boolean;
  /** When `needsUniverse`: their scan requirements say in which events to look for fields; see `LowerResult`. */
  readonly discovery: readonly QueryPlan[];
  /**
   * Queries whose rows the plan depends on, as on the columns of a chart or on a subsearch that stands for text: `query` is provisional until the search has been
   * compiled again with their rows as `answers` (compile-answered.ts). Empty when `needsUniverse`: that comes first.
   */
  readonly questions: readonly Question[];
  /** Limits of joined and appended subsearches, to be checked where the search runs. */
  readonly limits: readonly LimitCheck[];
  /** How far it got; `lowered` means that there is a query. */
  readonly stage: 'parse' | 'lower' | 'lowered';
}

export interface Question {
  readonly key: string;
  readonly query: QueryPlan;
  /** True when the provisional plan says nothing about the events that the search will need. */
  readonly isApart: boolean;
}

/** Compiles a search: macros, syntax, results of subsearches, plan. Gathers all mistakes and never throws for bad input. */
export function compileSpl(text: string, given: CompileOptions): Compilation {
  const expand = (search: string): Expansion =>
    expandMacros(search, [...builtinMacros, ...(given.macros ?? [])], {
      defaultFilters: true,
      validate: validateMacro,
    });
  const expansion = expand(text);
  const options: KnownOptions = {
    ...given,
    readSearch: (search) => {
      const inner = expand(search);
      const { ast, diagnostics } = parseSpl(inner.text);
      return { ast, diagnostics: [...inner.diagnostics, ...diagnostics] };
    },
  };
  // A macro that is not known stays in the text as a call, which parses: the search is well formed all the same.
  const parsed = parseWithResults(
    expansion.text,
    (subsearch) => resultOf(subsearch, options),
    limitOf(options),
  );
  const found = [...expansion.diagnostics, ...parsed.diagnostics.map((one) => moved(one, expansion.map))];
  if (found.some(isError)) return failed(parsed.ast, found, parsed.isWellFormed ? 'lower' : 'parse');
  const waiting = parsed.waiting.map(({ subsearch }) => subsearch.arg);
  const outer = lowerPipeline(parsed.ast, { ...options, pending: waiting });
  const inner = parsed.waiting.map(({ key, subsearch }) => ({
    key,
    isReady: subsearch.isReady,
    lowered: lowerSubsearch(key, subsearch.arg, waiting, options),
  }));
  const results = [outer, ...inner.map(({ lowered }) => lowered)];
  const toText = (span: Span): Span => expansion.map(parsed.map(span));
  const lowered = results.flatMap(({ diagnostics }) => diagnostics.map((one) => moved(one, toText)));
  const all = [...found, ...lowered];
  if (all.some(isError)) return failed(parsed.ast, all, 'lower');
  const needsUniverse = results.some((result) => result.needsUniverse);
  const asked = inner.length === 0 ? fromSearch(outer) : inner.flatMap((one) => fromSubsearch(one, options));
  return {
    ast: parsed.ast,
    query: outer.query,
    diagnostics: inTextOrder(all),
    needsUniverse,
    discovery: needsUniverse ? results.flatMap(readsOf) : [],
    questions: needsUniverse ? [] : asked,
    limits: outer.limits.map((check) => ({ ...check, span: toText(check.span) })),
    stage: 'lowered',
  };
}

function failed(ast: Pipeline, found: readonly Diagnostic[], stage: Compilation['stage']): Compilation {
  const nothing = { query: null, needsUniverse: false, discovery: [], questions: [], limits: [] };
  return { ast, ...nothing, diagnostics: inTextOrder(found), stage };
}

function limitOf({ limits }: CompileOptions): number {
  return limits?.filterRows ?? defaultLimits.filterRows;
}

/** A search in brackets alone. What stands around it, or is it, is not pending for it. */
function lowerSubsearch(
  key: string,
  { pipeline, span }: SubsearchArg,
  waiting: readonly SubsearchArg[],
  options: KnownOptions,
): LowerResult {
  const pending = waiting.filter((one) => !holds(one.span, span));
  return lowerPipeline(pipeline, { ...options, pending, answerPrefix: `${key} ` });
}

/** What is known of a subsearch from the answers; null when it has to be asked for. */
function resultOf({ key, subsearch }: WaitingSubsearch, options: KnownOptions): SubsearchResult | null {
  const rows = options.answers?.get(key);
  if (!rows) return null;
  const { query } = lowerSubsearch(key, subsearch.arg, [], options);
  return { columns: query?.output.map(({ name }) => name) ?? [], rows };
}

/** The questions of the search itself, once all subsearches stand in their places. */
function fromSearch({ questions }: LowerResult): readonly Question[] {
  return questions.map((question) => ({ ...question, isApart: false }));
}

/** What has to be known before the subsearch can run, or its rows: one more than are taken, to see whether any is left out. */
function fromSubsearch(
  {
    key,
    isReady,
    lowered,
  }: { readonly key: string; readonly isReady: boolean; readonly lowered: LowerResult },
  options: KnownOptions,
): readonly Question[] {
  const { query, questions } = lowered;
  if (!isReady || !query) return [];
  if (questions.length > 0) return questions.map((question) => ({ ...question, isApart: true }));
  const plan: Plan = { op: 'limit', input: query.plan, rows: limitOf(options) + 1 };
  return [{ key, query: { ...query, plan }, isApart: true }];
}

/** One of a few searches asks for all fields: then the events of all of them say which there are. */
function readsOf({ discovery, query }: LowerResult): readonly QueryPlan[] {
  const plan = discovery ?? query;
  return plan ? [plan] : [];
}

function moved(diagnostic: Diagnostic, map: (span: Span) => Span): Diagnostic {
  return { ...diagnostic, span: map(diagnostic.span) };
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start);
}
