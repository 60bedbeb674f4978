import { valueArgs } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { reverseOrder } from '../lower/order.ts';
import { defineCommand } from './define.ts';

export const reverse = defineCommand({
  name: 'reverse',
  doc: 'Turns the order of the rows around.',
  syntax: 'reverse',
  source: 'Search Reference, reverse',
  lower: (input, command, context) => {
    for (const { text, span } of valueArgs(command.args)) refuse(context, 'SPL1037', span, { text });
    return { ...input, order: reverseOrder(input.order) };
  },
});
