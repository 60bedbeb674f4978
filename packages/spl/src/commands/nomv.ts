import { fieldNames, onlyOne, plainName } from '../lower/args.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { call, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const nomv = defineCommand({
  name: 'nomv',
  doc: 'Makes one text of the values of a multivalue field: with line breaks between them, or with the delimiter that mvcombine or stats gave for the field.',
  syntax: 'nomv <field>',
  source: 'Search Reference, nomv',
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    if (!field) return input;
    const name = plainName(field, context);
    const value = fieldValue(input, name, context);
    if (value.type !== 'multivalue') return input;
    const known = input.scope.fields.find((entry) => entry.name === name);
    const delimiter: PlanExpr = { op: 'literal', value: known?.delimiter ?? '\n', type: 'text' };
    return assignField(input, name, call('list.join', 'dynamic', value, delimiter), context);
  },
});
