import type { Command, OptionArg, Pipeline, Stage, SubsearchArg } from '../ast/ast.ts';
import type { CommandDefinition } from '../commands/define.ts';
import { findCommand } from '../commands/registry.ts';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { foldExpr } from '../plan/fold.ts';
import { lineageOf } from '../plan/lineage.ts';
import type { Plan, QueryPlan } from '../plan/plan.ts';
import { prunePlan } from '../plan/prune.ts';
import { mapExprs } from '../plan/walk.ts';
import type { Span } from '../source/span.ts';
import { searchArg } from './args.ts';
import {
  createLowerState,
  type LowerContext,
  type LowerOptions,
  type RowLimit,
  refuse,
  refuseYet,
} from './context.ts';
import { allEvents } from './events.ts';
import { refusalHint, refusalOf } from './refused-commands.ts';
import { assignField, closedScope, completeScope, type Relation } from './relation.ts';

export interface LowerResult {
  readonly query: QueryPlan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** True when the fields of the events must be known first (a wildcard over events, `fillnull` without fields, all fields as output). */
  readonly needsUniverse: boolean;
  /**
   * When `needsUniverse`: the search up to the first command that asks for all fields. The events that it reads have
   * every field that matters. What `query` asks of the scan may then be too little: its later filters were lowered
   * without those fields.
   */
  readonly discovery: QueryPlan | null;
  /** Queries whose rows, given as `LowerOptions.answers`, the plan depends on; `query` is provisional until then. */
  readonly questions: readonly { readonly key: string; readonly query: QueryPlan }[];
  /** Limits of joined and appended subsearches. */
  readonly limits: readonly LimitCheck[];
}

/** Whether a limit cuts the rows of a subsearch: `query` gives one row with their number, one more than `rows` at most. */
export interface LimitCheck {
  readonly query: QueryPlan;
  readonly rows: number;
  readonly command: string;
  readonly span: Span;
}

/** Lowers a parsed pipeline, macros expanded, to a plan. Gathers all mistakes; never throws for bad input. */
export function lowerPipeline(ast: Pipeline, options: LowerOptions): LowerResult {
  /** What the search and each search in its brackets read, up to the first command that asks for all fields. */
  const read: Relation[] = [];
  const lowerSearch = (pipeline: Pipeline, context: LowerContext): Relation => {
    const asksBefore = state.universeAsks();
    let known: Relation | null = null;
    let relation = startRelation(pipeline, context);
    for (const [index, stage] of pipeline.commands.entries()) {
      const next = lowerStage(relation, stage, index === 0, { ...context, commandSpan: stage.span });
      if (state.universeAsks() > asksBefore) known ??= relation;
      relation = next;
    }
    read.push(known ?? relation);
    return relation;
  };
  const state = createLowerState(options, { lowerSubsearch: lowerSearch, lowerStages });
  const relation = completeScope(lowerSearch(ast, state.context), {
    ...state.context,
    commandSpan: ast.commands.at(-1)?.span ?? ast.span,
  });
  const needsUniverse = state.universeAsks() > 0;
  const failed = state.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return {
    query: failed ? null : finish(relation, state.context),
    diagnostics: state.diagnostics,
    needsUniverse,
    discovery: failed || !needsUniverse ? null : finish(together(read), state.context),
    questions:
      failed || needsUniverse
        ? []
        : state.questions.map(({ key, relation: question }) => ({
            key,
            query: finish(question, state.context),
          })),
    limits: failed ? [] : state.limits.map((limit) => limitCheck(limit, state.context)),
  };
}

function lowerStages(input: Relation, stages: readonly Stage[], context: LowerContext): Relation {
  return stages.reduce((relation, stage) => lowerStage(relation, stage, false, context), input);
}

function limitCheck({ input, rows, command, span }: RowLimit, context: LowerContext): LimitCheck {
  const id = context.freshId();
  const plan: Plan = {
    op: 'aggregate',
    input: { op: 'limit', input: input.plan, rows: rows + 1 },
    keys: [],
    aggregates: [{ id, type: 'number', fn: 'countRows', args: [] }],
  };
  const count = { name: 'rows', expr: { op: 'column', id, type: 'number' } } as const;
  return { query: finish({ plan, scope: closedScope([count]), order: [] }, context), rows, command, span };
}

/** One plan that reads all that the relations read. */
function together(relations: readonly Relation[]): Relation {
  const [only] = relations;
  if (only && relations.length === 1) return only;
  const plan: Plan = { op: 'union', inputs: relations.map((relation) => relation.plan), columns: [] };
  return { plan, scope: closedScope([]), order: [] };
}

function lowerStage(input: Relation, stage: Stage, isFirst: boolean, context: LowerContext): Relation {
  if (stage.kind === 'macro') {
    context.report(diagnose('SPL2001', stage.span, { call: stage.name }));
    return input;
  }
  const definition = findCommand(stage.name);
  if (!definition) {
    refuseCommand(stage, context);
    return input;
  }
  if (definition.generating && !isFirst && !definition.appends?.(stage)) {
    refuse(context, 'SPL1035', stage.nameSpan, { command: stage.name });
    return input;
  }
  if (!definition.refused) checkArguments(stage, definition, context);
  return definition.lower(input, stage, context);
}

function refuseCommand({ name, nameSpan }: Command, context: LowerContext): void {
  const reason = refusalOf(name);
  const hint = refusalHint(name);
  if (reason) refuse(context, reason, nameSpan, { command: name });
  else refuse(context, 'SPL3001', nameSpan, hint === undefined ? { name } : { name, hint });
}

/** Reports the arguments that no lowering reads: left out in silence they would change the result. */
function checkArguments(command: Command, definition: CommandDefinition, context: LowerContext): void {
  for (const arg of command.args) {
    const value = arg.kind === 'value-arg' || arg.kind === 'option' ? arg.value.embedded : arg;
    if (value?.kind === 'subsearch') checkSubsearch(value, value === arg, definition, context);
    if (arg.kind === 'option') checkOption(arg, command, definition, context);
  }
}

/** Is it an argument of its own, or text that is not known yet? */
function checkSubsearch(
  subsearch: SubsearchArg,
  isArgument: boolean,
  { template = false, takesSubsearch = false }: CommandDefinition,
  context: LowerContext,
): void {
  const isTaken = template || (takesSubsearch && isArgument);
  if (!isTaken && !context.options.pending?.includes(subsearch))
    refuse(context, 'SPL3002', subsearch.span, {});
}

function checkOption(
  { name, span }: OptionArg,
  command: Command,
  { options = [], optionsNotYet = [], anyOption = false }: CommandDefinition,
  context: LowerContext,
): void {
  if (anyOption || options.includes(name)) return;
  if (optionsNotYet.includes(name)) {
    refuseYet(context, span, `${command.name} ${name}=`);
    return;
  }
  const similar = nearestName(name, [...options, ...optionsNotYet]);
  const values = { command: command.name, option: name };
  refuse(context, 'SPL1034', span, similar === undefined ? values : { ...values, similar });
}

const noRows: Relation = {
  plan: { op: 'values', columns: [], rows: [] },
  scope: closedScope([]),
  order: [],
};

function startRelation(ast: Pipeline, context: LowerContext): Relation {
  const first = ast.commands[0];
  if (first?.kind !== 'command') return allEvents(undefined, context);
  return findCommand(first.name)?.generating ? noRows : allEvents(searchArg(first), context);
}

/** Sorts by the final order, names the visible columns, and prunes what nothing needs. */
function finish(relation: Relation, context: LowerContext): QueryPlan {
  const fields = relation.scope.fields.map(({ name, expr, display }) => ({ name, expr: display ?? expr }));
  // A field of `spath` or of a dynamic name is an expression until somebody needs it as a column.
  const columned = fields.reduce(
    (input, { name, expr }) => assignField(input, name, expr, context),
    relation,
  );
  const columnOf = new Map(columned.scope.fields.map(({ name, expr }) => [name, expr]));
  const output = fields.map(({ name, expr }) => {
    const column = columnOf.get(name);
    return { name, id: column?.op === 'column' ? column.id : null, type: expr.type };
  });
  const { plan, order } = columned;
  const sorted: Plan = order.length === 0 ? plan : { op: 'sort', input: plan, keys: order };
  const keys = (lineageOf(sorted)?.keys ?? []).map(({ onEvent, resultId }) => ({
    name: resultId,
    id: resultId,
    type: onEvent.type,
  }));
  const folded =
    context.options.foldConstants === false ? sorted : mapExprs(sorted, (expr) => foldExpr(expr));
  return prunePlan(folded, output, keys, context);
}
