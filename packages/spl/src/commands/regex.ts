import { keywordIndex, plainNames, valueArgs } from '../lower/args.ts';
import { toText } from '../lower/eval/coerce.ts';
import { lowerPattern } from '../lower/pattern.ts';
import { fieldValue, filterRelation } from '../lower/relation.ts';
import { call, nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const regex = defineCommand({
  name: 'regex',
  doc: 'Keeps the rows in which a regular expression is found in a field (`_raw` when none is named), or with != those in which it is not.',
  syntax: 'regex [<field>=|<field>!=]"<pattern>"',
  source: 'Search Reference, regex',
  lower: (input, command, context) => {
    const text = valueArgs(command.args)[0];
    if (!text) return input;
    const value = fieldValue(input, plainNames(command.args, context)[0] ?? '_raw', context);
    const pattern = lowerPattern(text, context);
    if (!pattern) return input;
    const found = matches(value, pattern.literal, context.freshId);
    return filterRelation(
      input,
      keywordIndex(command, '!=') >= 0 ? call('isNotTrue', 'boolean', found) : found,
    );
  },
});

/** True when the pattern is found in the value, or in any value of a multivalue field. */
function matches(value: PlanExpr, pattern: PlanExpr, freshId: () => string): PlanExpr {
  if (value.type === 'null') return nullLiteral;
  if (value.type !== 'multivalue') return call('regex.matches', 'boolean', toText(value), pattern);
  const param = freshId();
  const body = call('regex.matches', 'boolean', { op: 'column', id: param, type: 'dynamic' }, pattern);
  return call('list.any', 'boolean', value, { op: 'lambda', param, body, type: 'boolean' });
}
