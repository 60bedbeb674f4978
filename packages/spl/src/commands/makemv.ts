import { fieldNames, onlyOne, optionFlag, optionOf, plainName } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { refuse } from '../lower/context.ts';
import { splitTexts } from '../lower/each-value.ts';
import { lowerPattern } from '../lower/pattern.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const makemv = defineCommand({
  name: 'makemv',
  doc: 'Splits a text into the values of a multivalue field: at a delimiter, a blank when none is given, or into what the first group of a regular expression finds. Empty values are dropped unless allowempty=true.',
  syntax: 'makemv [delim=<text> | tokenizer=<pattern>] [allowempty=<bool>] [setsv=<bool>] <field>',
  source: 'Search Reference, makemv',
  options: ['delim', 'tokenizer', 'allowempty', 'setsv'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    // The single value beside the list, which setsv asks for, is nothing that a later command could read.
    optionFlag(command, 'setsv', false, context);
    const allowsEmpty = optionFlag(command, 'allowempty', false, context);
    const tokenizer = optionOf(command, 'tokenizer')?.value;
    const delimiter = optionOf(command, 'delim')?.value.text ?? ' ';
    if (!field) return input;
    const name = plainName(field, context);
    const value = fieldValue(input, name, context);
    if (tokenizer) {
      const pattern = lowerPattern(tokenizer, context);
      if (!pattern) return input;
      if (pattern.groupCount === 0) refuse(context, 'SPL2171', tokenizer.span, {});
      const found = (text: PlanExpr): PlanExpr =>
        call('regex.extractAll', 'multivalue', text, pattern.literal, numberLiteral(1));
      return assignField(
        input,
        name,
        values(splitTexts(value, found, context), allowsEmpty, context),
        context,
      );
    }
    const literal: PlanExpr = { op: 'literal', value: delimiter, type: 'text' };
    const parts = (text: PlanExpr): PlanExpr => call('text.split', 'multivalue', text, literal);
    return assignField(input, name, values(splitTexts(value, parts, context), allowsEmpty, context), context);
  },
});

function values(list: PlanExpr, allowsEmpty: boolean, context: LowerContext): PlanExpr {
  if (allowsEmpty || list.type === 'null') return list;
  const param = context.freshId();
  const empty: PlanExpr = { op: 'literal', value: '', type: 'text' };
  const body = call('text.unequal', 'boolean', { op: 'column', id: param, type: 'dynamic' }, empty);
  return call('list.filter', 'multivalue', list, { op: 'lambda', param, body, type: 'boolean' });
}
