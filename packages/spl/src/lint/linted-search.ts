import type { Arg, Command, Expr, Pipeline, SearchExpr } from '../ast/ast.ts';
import { argumentExpressions, commandSearches, expressionNodes, searchNodes } from '../ast/visit.ts';
import { allPipelines, fieldFlow, type PipelineFields, type StageFields } from '../fields/field-flow.ts';
import type { FieldState } from '../fields/field-state.ts';

/** A command of the search with what a lint asks about it. */
export interface LintedCommand {
  readonly command: Command;
  readonly before: FieldState;
  readonly after: FieldState;
  readonly subsearches: readonly PipelineFields[];
  readonly pipeline: PipelineFields;
  /** Its place among the stages of its pipeline. */
  readonly index: number;
}

/** A search as the lints see it: macros expanded, spans in `text`. */
export interface LintedSearch {
  readonly text: string;
  readonly ast: Pipeline;
  readonly flow: PipelineFields;
  /** All commands, those of subsearches after the one that holds them. */
  readonly commands: readonly LintedCommand[];
}

export function lintedSearch(text: string, ast: Pipeline): LintedSearch {
  const flow = fieldFlow(ast);
  const commands = allPipelines(flow).flatMap((pipeline) =>
    pipeline.stages.flatMap((stage, index) => linted(stage, pipeline, index)),
  );
  return { text, ast, flow, commands };
}

function linted(fields: StageFields, pipeline: PipelineFields, index: number): readonly LintedCommand[] {
  const { stage, before, after, subsearches } = fields;
  return stage.kind === 'command' ? [{ command: stage, before, after, subsearches, pipeline, index }] : [];
}

/** The commands with one of these names. */
export function commandsNamed(search: LintedSearch, ...names: readonly string[]): readonly LintedCommand[] {
  return search.commands.filter(({ command }) => names.includes(command.name));
}

/** The commands after one in its pipeline. */
export function commandsAfter({ pipeline, index }: LintedCommand): readonly Command[] {
  return pipeline.stages.slice(index + 1).flatMap(({ stage }) => (stage.kind === 'command' ? [stage] : []));
}

export function commandsBefore({ pipeline, index }: LintedCommand): readonly Command[] {
  return pipeline.stages.slice(0, index).flatMap(({ stage }) => (stage.kind === 'command' ? [stage] : []));
}

export interface PlacedExpr {
  readonly expr: Expr;
  readonly arg: Arg;
  readonly at: LintedCommand;
}

/** Every part of every eval expression. */
export const evalNodes = remembered((search): readonly PlacedExpr[] =>
  evalRoots(search).flatMap(({ expr, arg, at }) =>
    expressionNodes(expr).map((node) => ({ expr: node, arg, at })),
  ),
);

/** Every eval expression as a whole. */
export const evalRoots = remembered((search): readonly PlacedExpr[] =>
  search.commands.flatMap((at) =>
    at.command.args.flatMap((arg) => argumentExpressions(arg).map((expr) => ({ expr, arg, at }))),
  ),
);

export interface PlacedSearch {
  readonly node: SearchExpr;
  readonly at: LintedCommand;
}

/** Every part of every search expression. */
export const searchParts = remembered((search): readonly PlacedSearch[] =>
  searchRoots(search).flatMap(({ node, at }) => searchNodes(node).map((part) => ({ node: part, at }))),
);

export const searchRoots = remembered((search): readonly PlacedSearch[] =>
  search.commands.flatMap((at) => commandSearches(at.command).map((node) => ({ node, at }))),
);

/** The same for every lint that asks about one search. */
export function remembered<T>(make: (search: LintedSearch) => T): (search: LintedSearch) => T {
  const known = new WeakMap<LintedSearch, { readonly made: T }>();
  return (search) => {
    const found = known.get(search) ?? { made: make(search) };
    known.set(search, found);
    return found.made;
  };
}
