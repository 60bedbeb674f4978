import { fieldNames, optionFlag } from '../lower/args.ts';
import { columnName, mostColumns } from '../lower/column-split.ts';
import { refuse } from '../lower/context.ts';
import { distinctValues } from '../lower/distinct-values.ts';
import { toText } from '../lower/eval/coerce.ts';
import { compareLabels, pivot } from '../lower/pivot.ts';
import { closedScope, fieldValue, materialise } from '../lower/relation.ts';
import { rowNumber } from '../lower/window-column.ts';
import { nullLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const xyseries = defineCommand({
  name: 'xyseries',
  doc: 'Turns rows into columns, the inverse of untable: a row for each value of the first field, a column for each value of the second, and the third in the cells. With several data fields a column is called "field: value", or as sep and format say. Rows come sorted by the first field.',
  syntax: 'xyseries [grouped=<bool>] <row field> <column field> <data field>... [sep=<text>] [format=<text>]',
  source: 'Search Reference, xyseries',
  // Whether the rows come grouped says how Splunk computes, not what.
  options: ['grouped', 'sep', 'format'],
  lower: (input, command, context) => {
    optionFlag(command, 'grouped', false, context);
    const [x, y, ...data] = fieldNames(command.args).map(({ name }) => name);
    if (x === undefined || y === undefined || data.length === 0) {
      const needs = 'a field for the rows, one for the columns, and the data';
      refuse(context, 'SPL2177', command.span, { command: 'xyseries', needs });
      return input;
    }
    const row = materialise(input, fieldValue(input, x, context), context);
    const label = materialise(row.relation, toText(fieldValue(input, y, context)), context);
    const { relation, column: place } = rowNumber(label.relation, context);
    const values = distinctValues(relation, label.column, mostColumns, context);
    const scope = closedScope(data.map((name) => ({ name, expr: fieldValue(input, name, context) })));
    if (!values) return { ...relation, scope: closedScope([{ name: x, expr: row.column }, ...scope.fields]) };
    const cells = data.flatMap((name) =>
      [...values].sort(compareLabels).map((text) => ({
        name: columnName(command, name, text, data.length === 1),
        label: text,
        value: fieldValue(input, name, context),
        empty: nullLiteral,
      })),
    );
    const last = [{ expr: place, descending: true }];
    return pivot({ ...relation, order: last }, { name: x, expr: row.column }, label.column, cells, context);
  },
});
