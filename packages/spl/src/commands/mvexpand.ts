import { fieldNames, onlyOne, optionOf, plainName, wholeNumber } from '../lower/args.ts';
import { fieldValue, setField } from '../lower/relation.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const mvexpand = defineCommand({
  name: 'mvexpand',
  doc: 'Makes one row of every value of a multivalue field; the other fields are copied. A row without the field stays.',
  syntax: 'mvexpand <field> [limit=<int>]',
  source: 'Search Reference, mvexpand',
  options: ['limit'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    const limit = wholeNumber(optionOf(command, 'limit')?.value, { fallback: 0, least: 0 }, context);
    if (!field) return input;
    const name = plainName(field, context);
    const list = fieldValue(input, name, context);
    if (list.type !== 'multivalue') return input;
    const id = context.freshId();
    const ordinalId = context.freshId();
    const plan: Plan = { op: 'expand', input: input.plan, list, id, ordinalId, limit };
    const order = [
      ...input.order,
      { expr: { op: 'column' as const, id: ordinalId, type: 'number' as const }, descending: false },
    ];
    return setField({ ...input, plan, order }, name, { op: 'column', id, type: 'dynamic' });
  },
});
