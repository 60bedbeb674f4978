import { fieldNames } from '../lower/args.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { columnTotals } from '../lower/totals.ts';
import { defineCommand } from './define.ts';

export const addcoltotals = defineCommand({
  name: 'addcoltotals',
  doc: 'Adds a last row with the sum of each field: of the listed ones, or of all but internal ones. A field without numbers is missing there; labelfield gets the label.',
  syntax: 'addcoltotals [labelfield=<field>] [label=<text>] [<field-list>]',
  source: 'Search Reference, addcoltotals',
  options: ['labelfield', 'label'],
  lower: (input, command, context) =>
    columnTotals(input, listedOrAll(input, fieldNames(command.args), context), command, context),
});
