import type { AggregateArg, Command } from '../ast/ast.ts';
import { call, type PlanExpr } from '../plan/expr.ts';
import { chartAggregates } from './chart-aggregate.ts';
import { columnName, findSeries, seriesLabel, seriesLabels, splitOptions } from './column-split.ts';
import type { LowerContext } from './context.ts';
import { pivot } from './pivot.ts';
import { fieldValue, filterRelation, materialise, type Relation, setField } from './relation.ts';
import { groupBy, splitValues } from './statistics.ts';

/** What `chart` and `timechart` split by; the values are already put into bins. */
export interface ChartSplit {
  readonly row: string;
  /** Null for one column an aggregate. */
  readonly column: string | null;
}

/** The table of a chart, and what stands in a cell for which there is no row. */
export interface Chart {
  readonly relation: Relation;
  readonly empty: ReadonlyMap<string, PlanExpr>;
  /** The columns, and which of the written aggregates each shows. */
  readonly columns: readonly { readonly name: string; readonly aggregate: number }[];
}

/**
 * One row for each value of the row split; the columns are the aggregates, or with a column split its values. Rows that
 * lack the row split are dropped. Source: Search Reference, chart.
 */
export function chartTable(
  input: Relation,
  command: Command,
  aggregates: readonly AggregateArg[],
  split: ChartSplit,
  context: LowerContext,
): Chart {
  const rows = splitValues(input, split.row, context);
  if (split.column !== null && split.column !== split.row)
    return splitTable(rows, command, aggregates, { row: split.row, column: split.column }, context);
  const results = chartAggregates(aggregates, rows, [split.row], context);
  const relation = groupBy(rows, [split.row], results, context);
  return chartOf(relation, results);
}

function splitTable(
  input: Relation,
  command: Command,
  aggregates: readonly AggregateArg[],
  split: { readonly row: string; readonly column: string },
  context: LowerContext,
): Chart {
  const options = splitOptions(command, context);
  const byColumn = splitValues(input, split.column, context);
  const column = materialise(byColumn, fieldValue(byColumn, split.column, context), context);
  const present = call('isNotNull', 'boolean', column.column);
  const named = setField(column.relation, split.column, column.column);
  const rows = options.missing === null ? filterRelation(named, present) : named;
  const by = [split.row, split.column];
  const row = fieldValue(rows, split.row, context);
  const ranked = chartAggregates(aggregates, rows, by, context);
  // Until the columns are known, what is read of the events is right, and the rows are not.
  const series = findSeries(rows, row, column.column, ranked, options, context);
  if (!series) return chartOf(groupBy(rows, by, ranked, context), []);
  const results = chartAggregates(aggregates, rows, by, context);
  const labelled = materialise(rows, seriesLabel(column.column, series, options), context);
  const labelName = '#label';
  const cells = groupBy(
    setField(labelled.relation, labelName, labelled.column),
    [split.row, labelName],
    results.map((result, i) => ({ ...result, name: `#value${i}` })),
    context,
  );
  const labels = seriesLabels(series, options);
  const pivotCells = results.flatMap((result, i) =>
    labels.map((label) => ({
      name: columnName(command, result.name, label, results.length === 1),
      label,
      value: fieldValue(cells, `#value${i}`, context),
      empty: result.empty,
      index: result.index,
    })),
  );
  const relation = pivot(
    // There is one row for each row and label, so that no order decides.
    { ...cells, order: [] },
    { name: split.row, expr: fieldValue(cells, split.row, context) },
    fieldValue(cells, labelName, context),
    pivotCells,
    context,
  );
  return chartOf(relation, pivotCells);
}

function chartOf(
  relation: Relation,
  cells: readonly { readonly name: string; readonly empty: PlanExpr; readonly index: number }[],
): Chart {
  return {
    relation,
    empty: new Map(cells.map(({ name, empty }) => [name, empty])),
    columns: cells.map(({ name, index }) => ({ name, aggregate: index })),
  };
}
