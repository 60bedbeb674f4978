import { lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, optionFlag, optionOf, plainNames, splitAt, wholeNumber } from '../lower/args.ts';
import { refuseYet } from '../lower/context.ts';
import { fieldValue } from '../lower/relation.ts';
import { countResets } from '../lower/resets.ts';
import { placeInTime, timeWindowOf } from '../lower/time-windows.ts';
import { rowNumber } from '../lower/window-column.ts';
import { addWindowed } from '../lower/windowed.ts';
import { defineCommand } from './define.ts';

export const streamstats = defineCommand({
  name: 'streamstats',
  doc: 'Computes running statistics in row order: over all rows so far of the group, or over the last `window` rows; current=false leaves the row itself out. The window is one over all rows, of which those of the group count; global=false gives each group a window of its own. time_window counts the rows of so much time up to the row, in rows sorted by `_time`: one that is just so far away no longer counts, and a row without a time has no result. A reset begins anew: before or after a row for which a condition is true, or where the by fields change.',
  syntax:
    'streamstats [current=<bool>] [window=<int>] [time_window=<span>] [global=<bool>] [reset_before=(<expression>)] [reset_after=(<expression>)] [reset_on_change=<bool>] [allnum=<bool>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, streamstats',
  options: [
    ...['current', 'window', 'time_window', 'global'],
    ...['reset_before', 'reset_after', 'reset_on_change', 'allnum'],
  ],
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
    const length = timeWindowOf(command, context);
    if (length !== null) {
      if (window > 0) refuseYet(context, command.span, 'window together with time_window');
      const apart = { command, length, partition: [...keys, ...partition] };
      const placed = placeInTime(relation, apart, following, context);
      if (!placed) return input;
      const order = [{ expr: placed.place, descending: false }];
      const spec = { keys, partition: placed.partition, order, frame: placed.frame, needed: [placed.time] };
      return addWindowed(placed.relation, results, spec, context);
    }
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
