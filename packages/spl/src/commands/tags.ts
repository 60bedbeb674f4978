import { defineCommand } from './define.ts';

export const tags = defineCommand({
  name: 'tags',
  doc: 'Adds the tags that are defined for values of fields. No tags are defined here, so every row stays as it is.',
  syntax:
    'tags [outputfield=<field>] [inclname=<bool>] [inclvalue=<bool>] [allowed_tags=<list>] [<field-list>]',
  source: 'Search Reference, tags',
  options: ['outputfield', 'inclname', 'inclvalue', 'allowed_tags'],
  lower: (input) => input,
});
