import { countArg, keywordIndex, sortKeyArgs, wholeNumber } from '../lower/args.ts';
import type { Relation } from '../lower/relation.ts';
import { orderOf } from '../lower/sort-order.ts';
import { takeFirst } from '../lower/take.ts';
import { defineCommand } from './define.ts';

/** Splunk's default. Source: Search Reference, sort. */
const defaultLimit = 10_000;

export const sort = defineCommand({
  name: 'sort',
  doc: 'Orders the rows by fields: numbers as numbers, IPv4 addresses by address, other text by code point; rows without the field come last. Keeps the first 10 000 rows unless a count is given; `sort 0` keeps all.',
  syntax: 'sort [<count>] [+|-]<field>[, [+|-]<field>]... [desc]',
  source: 'Search Reference, sort',
  options: ['limit'],
  lower: (input, command, context) => {
    const range = { fallback: defaultLimit, least: 0 };
    const rows = wholeNumber(countArg(command, 'limit', context), range, context);
    const reversed = keywordIndex(command, 'desc') >= 0 || keywordIndex(command, 'd') >= 0;
    const keys = orderOf(sortKeyArgs(command.args), reversed, input, context);
    const sorted: Relation = { ...input, order: [...keys, ...input.order] };
    return rows === 0 ? sorted : takeFirst(sorted, rows);
  },
});
