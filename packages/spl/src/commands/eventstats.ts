import { lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, optionFlag, plainNames, splitAt } from '../lower/args.ts';
import { fieldValue } from '../lower/relation.ts';
import { addWindowed } from '../lower/windowed.ts';
import { defineCommand } from './define.ts';

export const eventstats = defineCommand({
  name: 'eventstats',
  doc: 'Computes statistics as stats does and adds the result of its group to every row. Rows and their order stay; a row that lacks a by field gets nothing. allnum=true gives no sum, mean or the like of values that are not all numbers.',
  syntax: 'eventstats [allnum=<bool>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, eventstats',
  options: ['allnum'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    const byFields = plainNames(after, context);
    const onlyNumbers = optionFlag(command, 'allnum', false, context);
    const results = lowerAggregates(aggregateArgs(before), input, byFields, context, { onlyNumbers });
    const keys = byFields.map((name) => fieldValue(input, name, context));
    return addWindowed(input, results, { keys, order: [], frame: { kind: 'partition' } }, context);
  },
});
