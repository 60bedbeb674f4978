import { optionFlag, valueArgs } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { call, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

const noText: PlanExpr = stringLiteral('');

export const strcat = defineCommand({
  name: 'strcat',
  doc: 'Writes the values of fields and quoted texts one after the other into a field. A missing field counts as an empty text; with allrequired=true the row is then left as it is.',
  syntax: 'strcat [allrequired=<bool>] <field or "text">... <new field>',
  source: 'Search Reference, strcat',
  options: ['allrequired'],
  lower: (input, command, context) => {
    const needsAll = optionFlag(command, 'allrequired', false, context);
    const values = valueArgs(command.args);
    const target = values.at(-1);
    if (!target || values.length < 2 || target.quoted) {
      refuse(context, 'SPL2172', command.span, {});
      return input;
    }
    const parts = values.slice(0, -1).map(({ text, quoted }) => {
      const value = quoted ? stringLiteral(text) : toText(fieldValue(input, text, context));
      return needsAll || value.op === 'literal' ? value : call('coalesce', 'dynamic', value, noText);
    });
    const joined = call('text.concat', 'dynamic', noText, ...parts.map((part) => present(part, needsAll)));
    const existing = fieldValue(input, target.text, context);
    const value =
      needsAll && existing.type !== 'null' ? call('coalesce', 'dynamic', joined, toText(existing)) : joined;
    return assignField(input, target.text, value, context);
  },
});

function present(part: PlanExpr, needsAll: boolean): PlanExpr {
  return !needsAll && part.op === 'literal' && part.value === null ? noText : part;
}
