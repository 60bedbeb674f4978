import { fieldNames, onlyOne, optionText, plainName } from '../lower/args.ts';
import { toText } from '../lower/eval/coerce.ts';
import { jsonValue, memberNames } from '../lower/json-field.ts';
import { namesIn, openMade } from '../lower/made-fields.ts';
import { fieldValue, materialise } from '../lower/relation.ts';
import { nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const fromjson = defineCommand({
  name: 'fromjson',
  doc: 'Makes each member of the JSON object in a field a field of its own, its name after the prefix if one is given. Objects and arrays inside stay JSON text. A value that is no JSON object gives nothing.',
  syntax: 'fromjson <field> [prefix=<text>]',
  source: 'Search Reference, fromjson',
  options: ['prefix'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    if (!field) return input;
    const value = fieldValue(input, plainName(field, context), context);
    if (value.type === 'null') return input;
    const prefix = optionText(command, 'prefix') ?? '';
    const { relation, column } = materialise(input, toText(value), context);
    const names = namesIn(relation, column, (text) => memberNames(text).map((key) => `${prefix}${key}`));
    const member = (name: string): PlanExpr => {
      const key = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      return key === '' ? nullLiteral : jsonValue(column, [`.${key}`]);
    };
    return openMade(relation, 'fromjson', member, names);
  },
});
