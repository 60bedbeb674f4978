import { reverseOrder } from '../lower/order.ts';
import { defineCommand } from './define.ts';

export const reverse = defineCommand({
  name: 'reverse',
  doc: 'Turns the order of the rows around.',
  syntax: 'reverse',
  source: 'Search Reference, reverse',
  lower: (input) => ({ ...input, order: reverseOrder(input.order) }),
});
