import { fieldNames, optionFlag, optionText } from '../lower/args.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { columnTotals, rowTotal } from '../lower/totals.ts';
import { defineCommand } from './define.ts';

export const addtotals = defineCommand({
  name: 'addtotals',
  doc: 'Adds to each row the sum of its numbers, in a field called Total, and with col=true a last row with the sum of each field. Without a list all fields count but internal ones; what is no number counts as nothing.',
  syntax:
    'addtotals [row=<bool>] [col=<bool>] [fieldname=<name>] [labelfield=<field>] [label=<text>] [<field-list>]',
  source: 'Search Reference, addtotals',
  options: ['row', 'col', 'fieldname', 'labelfield', 'label'],
  lower: (input, command, context) => {
    const names = listedOrAll(input, fieldNames(command.args), context);
    const total = optionText(command, 'fieldname') ?? 'Total';
    const hasRow = optionFlag(command, 'row', true, context);
    const values = names.map((name) => fieldValue(input, name, context));
    const summed = hasRow ? assignField(input, total, rowTotal(values), context) : input;
    if (!optionFlag(command, 'col', false, context)) return summed;
    return columnTotals(summed, hasRow ? [...new Set([...names, total])] : names, command, context);
  },
});
