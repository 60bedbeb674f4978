import { storedRows } from '../lower/stored-rows.ts';
import { defineCommand } from './define.ts';

export const outputcsv = defineCommand({
  name: 'outputcsv',
  doc: 'Stores the rows and hands them on. A search over files has nowhere to store them, so it is refused there; a check of many searches takes it as a command that changes nothing.',
  syntax:
    'outputcsv [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [dispatch=<bool>] [usexml=<bool>] [singlefile=<bool>] [<file>]',
  source: 'Search Reference, outputcsv',
  options: ['append', 'create_empty', 'override_if_empty', 'dispatch', 'usexml', 'singlefile'],
  lower: storedRows,
});
