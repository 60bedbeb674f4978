import type { RenameArg } from '../ast/ast.ts';
import type { LowerContext } from '../lower/context.ts';
import { refuse } from '../lower/context.ts';
import { fieldValue, matchFields, type Relation, withFields } from '../lower/relation.ts';
import { captureWildcards, countWildcards, fillWildcards } from '../lower/wildcard.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const rename = defineCommand({
  name: 'rename',
  doc: 'Gives fields new names. The target is overwritten, also with nothing in rows that lack the source. With wildcards both names have the same number of `*`.',
  syntax: 'rename <field> AS <name>[, <field> AS <name>]...',
  source: 'Search Reference, rename',
  lower: (input, command, context) =>
    command.args.reduce(
      (relation, arg) => (arg.kind === 'rename' ? renameOne(relation, arg, context) : relation),
      input,
    ),
});

function renameOne(input: Relation, arg: RenameArg, context: LowerContext): Relation {
  const from = arg.from.name;
  const to = arg.to.name;
  if (countWildcards(from) !== countWildcards(to)) {
    refuse(context, 'SPL2010', arg.span, { from, to });
    return input;
  }
  if (countWildcards(from) === 0) return move(input, from, to, fieldValue(input, from, context));
  return matchFields(input, from, context).reduce((relation, field) => {
    const captured = captureWildcards(from, field.name);
    return captured ? move(relation, field.name, fillWildcards(to, captured), field.expr) : relation;
  }, input);
}

/** The renamed field takes the place of the old one; an older field of the new name is gone. */
function move(input: Relation, from: string, to: string, value: PlanExpr): Relation {
  if (from === to) return input;
  const moved = value.type === 'null' ? [] : [{ name: to, expr: value }];
  const others = input.scope.fields.filter((field) => field.name !== to);
  const fields = others.some((field) => field.name === from)
    ? others.flatMap((field) => (field.name === from ? moved : [field]))
    : [...others, ...moved];
  return withFields(input, fields, [from, to]);
}
