import { fieldNames, optionText } from '../lower/args.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { filled } from '../lower/filled.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { defineCommand } from './define.ts';

export const fillnull = defineCommand({
  name: 'fillnull',
  doc: 'Replaces missing values by a text, 0 when none is given: in the listed fields, which are created when no row has them, or in every field. Empty strings stay.',
  syntax: 'fillnull [value=<text>] [<field-list>]',
  source: 'Search Reference, fillnull',
  options: ['value'],
  lower: (input, command, context) => {
    const filler = optionText(command, 'value') ?? '0';
    const names = listedOrAll(input, fieldNames(command.args), context);
    return names.reduce(
      (relation, name) =>
        assignField(relation, name, filled(fieldValue(input, name, context), filler), context),
      input,
    );
  },
});
