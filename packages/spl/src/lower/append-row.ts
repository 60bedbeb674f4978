import type { PlanExpr, SplType } from '../plan/expr.ts';
import type { AggregateColumn, Plan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { commonType, toType } from './eval/convert.ts';
import { completeScope, materialise, type Relation } from './relation.ts';
import { rowNumber } from './window-column.ts';

/** A field of the row that comes after all others: an expression over `columns`. */
export interface SummaryCell {
  readonly name: string;
  readonly columns: readonly AggregateColumn[];
  readonly value: PlanExpr;
}

/** Adds one row at the end, computed over all rows. Fields without a cell are missing in it. */
export function appendSummary(
  input: Relation,
  cells: readonly SummaryCell[],
  context: LowerContext,
): Relation {
  completeScope(input, context);
  const known = input.scope.fields.filter(({ expr }) => expr.type !== 'null');
  const added = cells.filter(({ name }) => !known.some((field) => field.name === name));
  const names = [...known, ...added].map(({ name }) => name);
  const numbered = rowNumber(input, context);
  let rows: Relation = numbered.relation;
  let summary: Relation = {
    ...input,
    plan: {
      op: 'aggregate',
      input: input.plan,
      keys: [],
      aggregates: cells.flatMap(({ columns }) => columns),
    },
  };
  const columns = names.map((name) => {
    const value = known.find((field) => field.name === name)?.expr;
    const cell = cells.find((field) => field.name === name)?.value;
    const type = typeOf(value, cell);
    const id = context.freshId();
    const from: (string | null)[] = [null, null];
    if (value) [rows, from[0]] = columnFor(rows, toType(value, type), context);
    if (cell) [summary, from[1]] = columnFor(summary, toType(cell, type), context);
    return { name, id, type, from: [from[0] ?? null, from[1] ?? null] };
  });
  const place = context.freshId();
  const placeFrom = numbered.column.op === 'column' ? numbered.column.id : null;
  const plan: Plan = {
    op: 'union',
    inputs: [rows.plan, summary.plan],
    columns: [
      ...columns.map(({ id, type, from }) => ({ id, type, from })),
      { id: place, type: 'number', from: [placeFrom, null] },
    ],
  };
  const fields = columns.map(({ name, id, type }) => ({
    name,
    expr: { op: 'column' as const, id, type },
  }));
  const order = [{ expr: { op: 'column' as const, id: place, type: 'number' as const }, descending: false }];
  return { plan, scope: { fields, open: [] }, order };
}

function typeOf(value: PlanExpr | undefined, cell: PlanExpr | undefined): SplType {
  return commonType([value?.type ?? 'null', cell?.type ?? 'null']) ?? 'dynamic';
}

function columnFor(input: Relation, value: PlanExpr, context: LowerContext): [Relation, string | null] {
  const { relation, column } = materialise(input, value, context);
  return [relation, column.op === 'column' ? column.id : null];
}
