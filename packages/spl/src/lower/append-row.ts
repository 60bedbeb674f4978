import type { PlanExpr } from '../plan/expr.ts';
import type { AggregateColumn } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { closedScope, completeScope, type Relation } from './relation.ts';
import { unionRelations } from './union-relations.ts';

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
  const rows = completeScope(input, context);
  const aggregates = cells.flatMap(({ columns }) => columns);
  const summary: Relation = {
    plan: { op: 'aggregate', input: rows.plan, keys: [], aggregates },
    scope: closedScope(cells.map(({ name, value }) => ({ name, expr: value }))),
    order: [],
  };
  return unionRelations([rows, summary], context);
}
