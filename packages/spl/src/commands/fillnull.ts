import { fieldNames, optionText } from '../lower/args.ts';
import { toList, toText } from '../lower/eval/coerce.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { call, looksNumeric, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const fillnull = defineCommand({
  name: 'fillnull',
  doc: 'Replaces missing values by a text, 0 when none is given: in the listed fields, which are created when no row has them, or in every field. Empty strings stay.',
  syntax: 'fillnull [value=<text>] [<field-list>]',
  source: 'Search Reference, fillnull',
  options: ['value'],
  lower: (input, command, context) => {
    const filler = optionText(command, 'value') ?? '0';
    const names = listedOrAll(input, fieldNames(command.args), context);
    return names.reduce(
      (relation, name) =>
        assignField(relation, name, filled(fieldValue(input, name, context), filler), context),
      input,
    );
  },
});

function filled(value: PlanExpr, filler: string): PlanExpr {
  const text = stringLiteral(filler);
  if (value.type === 'null') return text;
  if (value.type === 'multivalue') return call('coalesce', 'multivalue', value, toList(text));
  if (value.type === 'number' && looksNumeric(filler) && String(Number(filler)) === filler)
    return call('coalesce', 'number', value, numberLiteral(Number(filler)));
  return call('coalesce', 'dynamic', toText(value), text);
}
