import type { Command } from '../ast/ast.ts';
import { appendSummary, type SummaryCell } from '../lower/append-row.ts';
import { fieldNames, optionFlag, optionText } from '../lower/args.ts';
import { mostColumns } from '../lower/column-split.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { distinctValues } from '../lower/distinct-values.ts';
import { toText } from '../lower/eval/coerce.ts';
import { compareLabels, pivot } from '../lower/pivot.ts';
import { assignField, fieldValue, type Relation } from '../lower/relation.ts';
import { groupBy, splitValues } from '../lower/statistics.ts';
import { rowTotal } from '../lower/totals.ts';
import { numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const contingency = defineCommand({
  name: 'contingency',
  doc: 'Counts how often the values of two fields occur together: a row for each value of the first, a column for each value of the second, and the totals of both. Rows that lack one of them do not count.',
  syntax: 'contingency [usetotal=<bool>] [totalstr=<text>] <field> <field>',
  source: 'Search Reference, contingency',
  options: ['usetotal', 'totalstr'],
  optionsNotYet: ['maxrows', 'maxcols', 'mincolcover', 'minrowcover'],
  lower: (input, command, context) => {
    const [row, column, ...more] = fieldNames(command.args).map(({ name }) => name);
    if (row === undefined || column === undefined || more.length > 0) {
      refuse(context, 'SPL2177', command.span, { command: 'contingency', needs: 'two fields' });
      return input;
    }
    return countTogether(input, command, row, column, context);
  },
});

function countTogether(
  input: Relation,
  command: Command,
  row: string,
  column: string,
  context: LowerContext,
): Relation {
  const split = splitValues(splitValues(input, row, context), column, context);
  const id = context.freshId();
  const count: PlanExpr = { op: 'column', id, type: 'number' };
  const columns = [{ id, type: 'number' as const, fn: 'countRows', args: [] }];
  const cells = groupBy(split, [row, column], [{ name: '#count', columns, value: count }], context);
  const label = toText(fieldValue(cells, column, context));
  const labels = distinctValues({ ...cells, order: [] }, label, mostColumns, context);
  if (!labels) return cells;
  const sorted = [...labels].sort(compareLabels);
  const table = pivot(
    { ...cells, order: [] },
    { name: row, expr: toText(fieldValue(cells, row, context)) },
    label,
    sorted.map((text) => ({ name: text, label: text, value: count, empty: numberLiteral(0) })),
    context,
  );
  if (!optionFlag(command, 'usetotal', true, context)) return table;
  const total = optionText(command, 'totalstr') ?? 'TOTAL';
  const values = sorted.map((name) => fieldValue(table, name, context));
  const summed = assignField(table, total, rowTotal(values), context);
  const sums = [...sorted, total].map((name): SummaryCell => {
    const sumId = context.freshId();
    const sum = { id: sumId, type: 'number' as const, fn: 'sum', args: [fieldValue(summed, name, context)] };
    return { name, columns: [sum], value: { op: 'column', id: sumId, type: 'number' } };
  });
  const name: SummaryCell = { name: row, columns: [], value: stringLiteral(total) };
  return appendSummary(summed, [name, ...sums], context);
}
