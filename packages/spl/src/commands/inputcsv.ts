import { tableReading } from '../lower/lookup/read-table.ts';
import { defineCommand } from './define.ts';

export const inputcsv = defineCommand({
  name: 'inputcsv',
  doc: 'Gives the rows of a CSV file that is among the lookup tables; the same as `inputlookup`.',
  syntax:
    'inputcsv [append=<bool>] [start=<int>] [max=<int>] [strict=<bool>] <file>|filename=<file> [where <search-expression>]',
  source: 'Search Reference, inputcsv',
  options: ['append', 'start', 'max', 'filename', 'strict'],
  optionsNotYet: ['dispatch', 'events'],
  ...tableReading,
});
