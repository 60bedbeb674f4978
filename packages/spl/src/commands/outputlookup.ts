import { storedRows } from '../lower/stored-rows.ts';
import { defineCommand } from './define.ts';

export const outputlookup = defineCommand({
  name: 'outputlookup',
  doc: 'Stores the rows and hands them on. A search over files has nowhere to store them, so it is refused there; a check of many searches takes it as a command that changes nothing.',
  syntax:
    'outputlookup [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [max=<int>] [key_field=<field>] [createinapp=<bool>] [create_context=<text>] [output_format=<text>] [allow_updates=<bool>] <lookup>',
  source: 'Search Reference, outputlookup',
  options: [
    'append',
    'create_empty',
    'override_if_empty',
    'max',
    'key_field',
    'createinapp',
    'create_context',
    'output_format',
    'allow_updates',
  ],
  lower: storedRows,
});
