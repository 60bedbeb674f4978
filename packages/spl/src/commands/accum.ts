import { renamedField } from '../lower/args.ts';
import { toNumber } from '../lower/eval/coerce.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { windowColumn } from '../lower/window-column.ts';
import { call, nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const accum = defineCommand({
  name: 'accum',
  doc: 'Writes the running total of a field, in row order, into the field or into a new one. A row without a number gets no total.',
  syntax: 'accum <field> [AS <name>]',
  source: 'Search Reference, accum',
  lower: (input, command, context) => {
    const target = renamedField(command, context);
    if (!target) return input;
    const value = fieldValue(input, target.from, context);
    if (value.type === 'null') return input;
    const number = toNumber(value);
    const { relation, column } = windowColumn(input, { fn: 'sum', type: 'number', args: [number] }, context);
    const inPlace = target.from === target.to && value.type === 'dynamic';
    const total: PlanExpr = {
      op: 'case',
      branches: [
        {
          when: call('isNotNull', 'boolean', number),
          then: inPlace ? call('number.toText', 'dynamic', column) : column,
        },
      ],
      otherwise: inPlace ? value : nullLiteral,
      type: inPlace ? 'dynamic' : 'number',
    };
    return assignField(relation, target.to, total, context);
  },
});
