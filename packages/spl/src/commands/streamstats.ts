import { lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, optionFlag, optionOf, plainNames, splitAt, wholeNumber } from '../lower/args.ts';
import { fieldValue } from '../lower/relation.ts';
import { countResets } from '../lower/resets.ts';
import { rowNumber } from '../lower/window-column.ts';
import { addWindowed } from '../lower/windowed.ts';
import { defineCommand } from './define.ts';

export const streamstats = defineCommand({
  name: 'streamstats',
  doc: 'Computes running statistics in row order: over all rows so far of the group, or over the last `window` rows; current=false leaves the row itself out. The window is one over all rows, of which those of the group count; global=false gives each group a window of its own. A reset begins anew: before or after a row for which a condition is true, or where the by fields change.',
  syntax:
    'streamstats [current=<bool>] [window=<int>] [global=<bool>] [reset_before=(<expression>)] [reset_after=(<expression>)] [reset_on_change=<bool>] [allnum=<bool>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, streamstats',
  options: ['current', 'window', 'global', 'reset_before', 'reset_after', 'reset_on_change', 'allnum'],
  optionsNotYet: ['time_window'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    const byFields = plainNames(after, context);
    const onlyNumbers = optionFlag(command, 'allnum', false, context);
    const results = lowerAggregates(aggregateArgs(before), input, byFields, context, { onlyNumbers });
    const keys = byFields.map((name) => fieldValue(input, name, context));
    const window = wholeNumber(optionOf(command, 'window')?.value, { fallback: 0, least: 0 }, context);
    const following = optionFlag(command, 'current', true, context) ? 0 : -1;
    const names = results.map(({ name }) => name);
    const { relation, counters: partition } = countResets(input, command, keys, names, context);
    const isGlobal = optionFlag(command, 'global', true, context);
    if (window > 0 && keys.length > 0 && isGlobal) {
      // One window over all rows: in the rows of a group, those that are not too far away among all rows.
      const numbered = rowNumber(relation, context);
      const order = [{ expr: numbered.column, descending: false }];
      const frame = { kind: 'range', preceding: window - 1 - following, following } as const;
      return addWindowed(numbered.relation, results, { keys, partition, order, frame }, context);
    }
    const frame = {
      kind: 'rows',
      preceding: window === 0 ? null : window - 1 - following,
      following,
    } as const;
    return addWindowed(relation, results, { keys, partition, order: input.order, frame }, context);
  },
});
