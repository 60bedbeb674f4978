import type { Command, Pipeline } from '../ast/ast.ts';
import { findCommand } from '../commands/registry.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { lineageOf } from '../plan/lineage.ts';
import type { QueryPlan } from '../plan/plan.ts';
import { prunePlan } from '../plan/prune.ts';
import { createLowerState, type FieldInfo, type LowerContext, type LowerOptions, refuse } from './context.ts';
import { ordinalField } from './field-type.ts';
import { assignField, type Relation, type ScopeField } from './relation.ts';

export interface LowerResult {
  readonly query: QueryPlan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** True when the fields of the events must be known first (a wildcard over events, `fillnull` without fields, all fields as output). */
  readonly needsUniverse: boolean;
}

/** Lowers a parsed pipeline, macros expanded, to a plan. Gathers all mistakes; never throws for bad input. */
export function lowerPipeline(ast: Pipeline, options: LowerOptions): LowerResult {
  const state = createLowerState(options);
  const relation = ast.commands.reduce<Relation>(
    (input, stage) =>
      stage.kind === 'macro'
        ? unknownMacro(input, stage.name, stage.span, state.context)
        : lowerCommand(input, stage, state.context),
    startRelation(ast, state.context),
  );
  if (relation.scope.open.some((source) => source.kind === 'scan')) state.context.needUniverse();
  const failed = state.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return {
    query: failed ? null : finish(relation, state.context),
    diagnostics: state.diagnostics,
    needsUniverse: state.needsUniverse(),
  };
}

function unknownMacro(input: Relation, name: string, span: Command['span'], context: LowerContext): Relation {
  refuse(context, 'SPL2001', span, `unknown macro "${name}"`);
  return input;
}

function lowerCommand(input: Relation, command: Command, context: LowerContext): Relation {
  const definition = findCommand(command.name);
  if (!definition) {
    refuse(context, 'SPL3001', command.nameSpan, `the command "${command.name}" is not supported yet`);
    return input;
  }
  return definition.lower(input, command, context);
}

const noRows: Relation = {
  plan: { op: 'values', columns: [], rows: [] },
  scope: { fields: [], open: [], removed: [] },
  order: [],
};

/** All events, newest first; rows of the same time keep the order in which they were read. */
function startRelation(ast: Pipeline, context: LowerContext): Relation {
  const first = ast.commands[0];
  if (first?.kind === 'command' && findCommand(first.name)?.generating) return noRows;
  const scanId = context.freshId();
  const field = ({ name, type }: FieldInfo): ScopeField => ({
    name,
    expr: context.scanColumn(scanId, name, type),
  });
  const { universe } = context.options;
  const time = context.scanColumn(scanId, '_time', 'number');
  const ordinal = context.scanColumn(scanId, ordinalField, 'number');
  return {
    plan: { op: 'scan', id: scanId, columns: context.scanColumns(scanId) },
    scope: universe
      ? { fields: universe.map(field), open: [], removed: [] }
      : { fields: [], open: [{ kind: 'scan', scanId }], removed: [] },
    order: [
      { expr: time, descending: true },
      { expr: ordinal, descending: false },
    ],
  };
}

/** Sorts by the final order, names the visible columns, and prunes what nothing needs. */
function finish(relation: Relation, context: LowerContext): QueryPlan {
  const visible = relation.scope.fields.filter(
    (field) => relation.scope.open.length === 0 || field.expr.type !== 'null',
  );
  // A field that `spath` without a path opened is an expression until somebody needs it as a column.
  const columned = visible.reduce(
    (input, { name, expr }) => assignField(input, name, expr, context),
    relation,
  );
  const ofName = (name: string): PlanExpr =>
    columned.scope.fields.find((field) => field.name === name)?.expr ?? nullLiteral;
  const sorted =
    relation.order.length === 0
      ? columned.plan
      : { op: 'sort' as const, input: columned.plan, keys: relation.order };
  const output = visible.map(({ name }) => {
    const expr = ofName(name);
    return { name, id: expr.op === 'column' ? expr.id : null, type: expr.type };
  });
  const keys = (lineageOf(sorted)?.keys ?? []).map(({ onEvent, resultId }) => ({
    name: resultId,
    id: resultId,
    type: onEvent.type,
  }));
  return prunePlan(sorted, output, keys, context.scanColumns);
}
