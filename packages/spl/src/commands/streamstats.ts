import { lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, fieldNames, optionFlag, optionOf, optionText, splitAt } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { addWindowed } from '../lower/windowed.ts';
import { defineCommand } from './define.ts';

export const streamstats = defineCommand({
  name: 'streamstats',
  doc: 'Computes running statistics in row order: over all rows so far of the group, or over the last `window` rows; current=false leaves the row itself out.',
  syntax: 'streamstats [current=<bool>] [window=<int>] <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, streamstats',
  lower: (input, command, context) => {
    for (const name of ['reset_before', 'reset_after', 'reset_on_change', 'time_window']) {
      const option = optionOf(command, name);
      if (option) refuse(context, 'SPL3003', option.span, `streamstats ${name} is not supported yet`);
    }
    const { before, after } = splitAt(command, 'by');
    const byFields = fieldNames(after).map((field) => field.name);
    const results = lowerAggregates(aggregateArgs(before), input, byFields, context);
    const keys = byFields.map((name) => fieldValue(input, name, context));
    const window = Number(optionText(command, 'window') ?? 0);
    const following = optionFlag(command, 'current', true) ? 0 : -1;
    const preceding = window === 0 ? null : window - 1 - following;
    if (window > 0 && keys.length > 0 && optionFlag(command, 'global', true)) {
      refuse(
        context,
        'SPL3003',
        command.span,
        'streamstats with window, by and global=true is not supported yet',
        'add global=f for one window a group',
      );
    }
    return addWindowed(
      input,
      results,
      { keys, order: input.order, frame: { kind: 'rows', preceding, following } },
      context,
    );
  },
});
