import { lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, optionFlag, optionOf, plainNames, splitAt, wholeNumber } from '../lower/args.ts';
import { refuseYet } from '../lower/context.ts';
import { fieldValue } from '../lower/relation.ts';
import { addWindowed } from '../lower/windowed.ts';
import { defineCommand } from './define.ts';

export const streamstats = defineCommand({
  name: 'streamstats',
  doc: 'Computes running statistics in row order: over all rows so far of the group, or over the last `window` rows; current=false leaves the row itself out.',
  syntax: 'streamstats [current=<bool>] [window=<int>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, streamstats',
  options: ['current', 'window', 'global'],
  optionsNotYet: ['reset_before', 'reset_after', 'reset_on_change', 'time_window', 'allnum'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    const byFields = plainNames(after, context);
    const results = lowerAggregates(aggregateArgs(before), input, byFields, context);
    const keys = byFields.map((name) => fieldValue(input, name, context));
    const window = wholeNumber(optionOf(command, 'window')?.value, { fallback: 0, least: 0 }, context);
    const following = optionFlag(command, 'current', true, context) ? 0 : -1;
    const preceding = window === 0 ? null : window - 1 - following;
    const isGlobal = optionFlag(command, 'global', true, context);
    if (window > 0 && keys.length > 0 && isGlobal)
      refuseYet(
        context,
        command.span,
        'streamstats with window, by and global=true',
        'add global=f for one window a group',
      );
    const frame = { kind: 'rows', preceding, following } as const;
    return addWindowed(input, results, { keys, order: input.order, frame }, context);
  },
});
