import { fieldNames } from '../lower/args.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { reverseOrder } from '../lower/order.ts';
import { fieldValue, setField } from '../lower/relation.ts';
import { windowColumn } from '../lower/window-column.ts';
import { defineCommand } from './define.ts';

export const filldown = defineCommand({
  name: 'filldown',
  doc: 'Replaces missing values by the last value before them in row order: in the listed fields, or in all. Empty strings stay.',
  syntax: 'filldown [<field-list>]',
  source: 'Search Reference, filldown',
  lower: (input, command, context) =>
    listedOrAll(input, fieldNames(command.args), context).reduce((relation, name) => {
      const value = fieldValue(relation, name, context);
      if (value.type === 'null') return relation;
      const inner = reverseOrder(relation.order);
      const last = { fn: 'first', type: value.type, args: [value], inner } as const;
      const filled = windowColumn(relation, last, context);
      return setField(filled.relation, name, filled.column);
    }, input),
});
