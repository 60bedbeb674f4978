import { optionOf, renamedField, wholeNumber } from '../lower/args.ts';
import { toNumber } from '../lower/eval/coerce.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { windowColumn } from '../lower/window-column.ts';
import { call } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const delta = defineCommand({
  name: 'delta',
  doc: 'Writes the difference between a number and that of the previous row, or of the row p places before, into a field called delta(<field>) unless another name is given. Nothing where one of them is no number.',
  syntax: 'delta <field> [AS <name>] [p=<int>]',
  source: 'Search Reference, delta',
  options: ['p'],
  lower: (input, command, context) => {
    const target = renamedField(command, context);
    const back = wholeNumber(optionOf(command, 'p')?.value, { fallback: 1, least: 1 }, context);
    if (!target) return input;
    const number = toNumber(fieldValue(input, target.from, context));
    const frame = { kind: 'rows', preceding: back, following: -back } as const;
    const { relation, column } = windowColumn(
      input,
      { fn: 'max', type: 'number', args: [number], frame },
      context,
    );
    const name = target.to === target.from ? `delta(${target.from})` : target.to;
    return assignField(relation, name, call('number.subtract', 'number', number, column), context);
  },
});
