import { aggregateArgs, optionFlag, optionText, plainNames, splitAt } from '../lower/args.ts';
import { dedupSplitValues } from '../lower/split-values.ts';
import { statistics } from '../lower/statistics.ts';
import { defineCommand } from './define.ts';

export const stats = defineCommand({
  name: 'stats',
  doc: 'Computes statistics for each combination of the by fields, or over all rows. A row that lacks a by field is in no group; a multivalue by field puts its row into the group of each value. Only by fields and results remain. dedup_splitvals=true counts equal values of a multivalue by field once; allnum=true gives no sum, mean or the like of values that are not all numbers; delim is what nomv writes between the values of a result.',
  syntax:
    'stats [allnum=<bool>] [delim=<text>] [dedup_splitvals=<bool>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, stats',
  // They say how Splunk computes, not what.
  options: ['partitions', 'check_for_invalid_time', 'delim', 'dedup_splitvals', 'allnum'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    const byFields = plainNames(after, context);
    const rows = dedupSplitValues(input, command, byFields, context);
    const onlyNumbers = optionFlag(command, 'allnum', false, context);
    const result = statistics(rows, aggregateArgs(before), byFields, context, { onlyNumbers });
    const delimiter = optionText(command, 'delim');
    if (delimiter === undefined) return result;
    const fields = result.scope.fields.map((field) => ({ ...field, delimiter }));
    return { ...result, scope: { ...result.scope, fields } };
  },
});
