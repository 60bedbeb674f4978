import { fieldNames, optionText } from '../lower/args.ts';
import { setField } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const mvexpand = defineCommand({
  name: 'mvexpand',
  doc: 'Makes one row of every value of a multivalue field; the other fields are copied. A row without the field stays.',
  syntax: 'mvexpand <field> [limit=<int>]',
  source: 'Search Reference, mvexpand',
  lower: (input, command, context) => {
    const name = fieldNames(command.args)[0]?.name ?? '';
    const list = fieldValue(input, name, context);
    if (list.type !== 'multivalue') return input;
    const id = context.freshId();
    const ordinalId = context.freshId();
    const limit = Number(optionText(command, 'limit') ?? 0);
    const plan: Plan = { op: 'expand', input: input.plan, list, id, ordinalId, limit };
    const order = [
      ...input.order,
      { expr: { op: 'column' as const, id: ordinalId, type: 'number' as const }, descending: false },
    ];
    return setField({ ...input, plan, order }, name, { op: 'column', id, type: 'dynamic' });
  },
});
