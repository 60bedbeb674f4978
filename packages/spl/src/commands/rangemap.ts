import type { OptionArg } from '../ast/ast.ts';
import { optionText } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { toList, toNumber } from '../lower/eval/coerce.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const rangemap = defineCommand({
  name: 'rangemap',
  doc: 'Writes into `range` the names of the ranges that hold the number of a field, both ends included, or the default, which is None, when there is none.',
  syntax: 'rangemap field=<field> [<name>=<number>-<number>]... [default=<text>]',
  source: 'Search Reference, rangemap',
  anyOption: true,
  lower: (input, command, context) => {
    const name = optionText(command, 'field');
    const options = command.args.filter((arg): arg is OptionArg => arg.kind === 'option');
    const ranges = options.filter((arg) => arg.name !== 'field' && arg.name !== 'default');
    if (name === undefined || ranges.length === 0) {
      refuse(context, 'SPL2175', command.span, {});
      return input;
    }
    const number = toNumber(fieldValue(input, name, context));
    const names = ranges.map((range): PlanExpr => {
      const match = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(range.value.text);
      if (!match) return refuse(context, 'SPL2176', range.value.span, { text: range.value.text });
      const inside = call(
        'and',
        'boolean',
        call('number.ge', 'boolean', number, numberLiteral(Number(match[1]))),
        call('number.le', 'boolean', number, numberLiteral(Number(match[2]))),
      );
      const label = stringLiteral(range.written ?? range.name);
      return {
        op: 'case',
        branches: [{ when: inside, then: label }],
        otherwise: { ...nullLiteral, type: 'dynamic' },
        type: 'dynamic',
      };
    });
    const otherwise = stringLiteral(optionText(command, 'default') ?? 'None');
    const found = call('list.of', 'multivalue', ...names);
    return assignField(input, 'range', call('coalesce', 'multivalue', found, toList(otherwise)), context);
  },
});
