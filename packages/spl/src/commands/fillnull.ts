import { fieldNames, optionText } from '../lower/args.ts';
import { toList, toText } from '../lower/eval/coerce.ts';
import { assignField, isInternal, matchFields } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { hasWildcard } from '../lower/wildcard.ts';
import { call, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const fillnull = defineCommand({
  name: 'fillnull',
  doc: 'Replaces missing values by a text, 0 when none is given: in the listed fields, which are created when no row has them, or in every field. Empty strings stay.',
  syntax: 'fillnull [value=<text>] [<field-list>]',
  source: 'Search Reference, fillnull',
  lower: (input, command, context) => {
    const filler = optionText(command, 'value') ?? '0';
    const listed = fieldNames(command.args).flatMap(({ name }) =>
      hasWildcard(name) ? matchFields(input, name, context).map((field) => field.name) : [name],
    );
    if (listed.length === 0 && input.scope.open.length > 0) context.needUniverse();
    const all = input.scope.fields.map((field) => field.name).filter((name) => !isInternal(name));
    const names = listed.length > 0 ? listed : all;
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
  if (value.type === 'number' && String(Number(filler)) === filler) {
    return call('coalesce', 'number', value, { op: 'literal', value: Number(filler), type: 'number' });
  }
  return call('coalesce', 'dynamic', toText(value), text);
}
