import type { OptionArg } from '../ast/ast.ts';
import { refuse } from '../lower/context.ts';
import { assignField } from '../lower/relation.ts';
import { stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const setfields = defineCommand({
  name: 'setfields',
  doc: 'Sets fields of every row to the given texts.',
  syntax: 'setfields <field>="<text>"[, <field>="<text>"]...',
  source: 'Search Reference, setfields',
  anyOption: true,
  lower: (input, command, context) => {
    for (const arg of command.args)
      if (arg.kind === 'field-arg') refuse(context, 'SPL1037', arg.span, { text: arg.field.name });
    return command.args
      .filter((arg): arg is OptionArg => arg.kind === 'option')
      .reduce(
        (relation, { name, written, value }) =>
          assignField(relation, written ?? name, stringLiteral(value.text), context),
        input,
      );
  },
});
