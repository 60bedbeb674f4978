import { fieldNames, optionText } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { toList, toText } from '../lower/eval/coerce.ts';
import {
  assignField,
  completeScope,
  fieldValue,
  isInternal,
  matchFields,
  type Relation,
} from '../lower/relation.ts';
import { hasWildcard } from '../lower/wildcard.ts';
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
    const listed = fieldNames(command.args).flatMap(({ name }) =>
      hasWildcard(name) ? matchFields(input, name, context).map((field) => field.name) : [name],
    );
    const names = fieldNames(command.args).length > 0 ? listed : allFields(input, context);
    return names.reduce(
      (relation, name) =>
        assignField(relation, name, filled(fieldValue(input, name, context), filler), context),
      input,
    );
  },
});

function allFields(input: Relation, context: LowerContext): readonly string[] {
  completeScope(input, context);
  return input.scope.fields.map((field) => field.name).filter((name) => !isInternal(name));
}

function filled(value: PlanExpr, filler: string): PlanExpr {
  const text = stringLiteral(filler);
  if (value.type === 'null') return text;
  if (value.type === 'multivalue') return call('coalesce', 'multivalue', value, toList(text));
  if (value.type === 'number' && looksNumeric(filler) && String(Number(filler)) === filler)
    return call('coalesce', 'number', value, numberLiteral(Number(filler)));
  return call('coalesce', 'dynamic', toText(value), text);
}
