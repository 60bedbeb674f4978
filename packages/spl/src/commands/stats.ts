import { aggregateArgs, plainNames, splitAt } from '../lower/args.ts';
import { statistics } from '../lower/statistics.ts';
import { defineCommand } from './define.ts';

export const stats = defineCommand({
  name: 'stats',
  doc: 'Computes statistics for each combination of the by fields, or over all rows. A row that lacks a by field is in no group; a multivalue by field puts its row into the group of each value. Only by fields and results remain.',
  syntax: 'stats <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, stats',
  // They say how Splunk computes, not what.
  options: ['partitions', 'check_for_invalid_time'],
  optionsNotYet: ['allnum', 'delim', 'dedup_splitvals'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    return statistics(input, aggregateArgs(before), plainNames(after, context), context);
  },
});
