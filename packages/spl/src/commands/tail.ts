import { defaultCount, onlyValue, wholeNumber } from '../lower/args.ts';
import { reverseOrder } from '../lower/order.ts';
import { takeFirst } from '../lower/take.ts';
import { defineCommand } from './define.ts';

export const tail = defineCommand({
  name: 'tail',
  doc: 'Keeps the last rows, ten when no count is given, and returns them from last to first.',
  syntax: 'tail [<count>]',
  source: 'Search Reference, tail',
  lower: (input, command, context) => {
    const rows = wholeNumber(onlyValue(command.args, context), { fallback: defaultCount, least: 0 }, context);
    return takeFirst({ ...input, order: reverseOrder(input.order) }, rows);
  },
});
