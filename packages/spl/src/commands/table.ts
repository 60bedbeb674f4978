import { fieldNames } from '../lower/args.ts';
import { closedScope } from '../lower/relation.ts';
import { selectFields } from '../lower/select-fields.ts';
import { defineCommand } from './define.ts';

export const table = defineCommand({
  name: 'table',
  doc: 'Keeps just the listed fields, in the order of the list. A field that no row has is an empty column; wildcards select existing fields and no internal ones.',
  syntax: 'table <field-list>',
  source: 'Search Reference, table',
  lower: (input, command, context) => ({
    ...input,
    scope: closedScope(selectFields(input, fieldNames(command.args), context, true)),
  }),
});
