import type { Arg } from '../ast/ast.ts';
import { onlyValue, wholeNumber } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { collectTexts, fieldText, joined, joinPresent } from '../lower/format-parts.ts';
import { fieldValue, filterRelation, type Relation } from '../lower/relation.ts';
import { takeFirst } from '../lower/take.ts';
import { call, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const returnCommand = defineCommand({
  name: 'return',
  doc: 'Ends a subsearch: hands back the given fields of the first row, or of the first N, as one search expression in the field `search`. `$field` hands back the value alone, `name=field` the value under another name.',
  syntax: 'return [<N>] <field>... | return [<N>] <name>=<field>... | return [<N>] $<field>...',
  source: 'Search Reference, return',
  lower: (input, command, context) => {
    const count = wholeNumber(onlyValue(command.args, context), { fallback: 1, least: 1 }, context);
    const rows = takeFirst(input, count);
    const text = joinPresent(
      command.args.map((arg) => returned(arg, rows, context)),
      ' ',
    );
    const row = text.type === 'null' || count === 1 ? text : joined('(', text, ')');
    const found = collectTexts(rows, row, ' OR ', (all) => all, context);
    const value = fieldValue(found, 'search', context);
    return filterRelation(found, call('isNotNull', 'boolean', value));
  },
});

function returned(arg: Arg, rows: Relation, context: LowerContext): PlanExpr {
  if (arg.kind === 'assignment' && arg.expr.kind === 'field')
    return fieldText(arg.target.name, fieldValue(rows, arg.expr.name, context), 'OR', context, false);
  if (arg.kind !== 'field-arg') return { op: 'literal', value: null, type: 'null' };
  const { name } = arg.field;
  if (name.startsWith('$'))
    return fieldText(name, fieldValue(rows, name.slice(1), context), 'OR', context, true);
  return fieldText(name, fieldValue(rows, name, context), 'OR', context, false);
}
