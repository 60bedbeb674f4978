import { keywordIndex, optionText, sortKeyArgs, valueArgs } from '../lower/args.ts';
import { sortKeys } from '../lower/order.ts';
import type { Relation } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { takeFirst } from '../lower/take.ts';
import { defineCommand } from './define.ts';

/** Splunk's default. Source: Search Reference, sort. */
const defaultLimit = 10_000;

export const sort = defineCommand({
  name: 'sort',
  doc: 'Orders the rows by fields: numbers as numbers, IPv4 addresses by address, other text by code point; rows without the field come last. Keeps the first 10 000 rows unless a count is given; `sort 0` keeps all.',
  syntax: 'sort [<count>] [+|-]<field>[, [+|-]<field>]... [desc]',
  source: 'Search Reference, sort',
  lower: (input, command, context) => {
    const counted = optionText(command, 'limit') ?? valueArgs(command.args)[0]?.text;
    const reversed = keywordIndex(command, 'desc') >= 0 || keywordIndex(command, 'd') >= 0;
    let inherited: '' | '+' | '-' = '';
    const keys = sortKeyArgs(command.args).flatMap((key) => {
      if (key.sign !== '' && key.spaced) inherited = key.sign;
      const sign = key.sign === '' ? inherited : key.sign;
      return sortKeys(fieldValue(input, key.field.name, context), (sign === '-') !== reversed, key.cast);
    });
    const sorted: Relation = { ...input, order: [...keys, ...input.order] };
    const limit = counted === undefined ? defaultLimit : Number(counted);
    return limit === 0 ? sorted : takeFirst(sorted, limit);
  },
});
