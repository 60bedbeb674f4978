import { tableReading } from '../lower/lookup/read-table.ts';
import { defineCommand } from './define.ts';

export const inputlookup = defineCommand({
  name: 'inputlookup',
  doc: 'Gives the rows of a lookup table. With `append=true` they follow the rows so far, and the command need not come first. `where` keeps the rows for which a search expression holds; `start` passes over so many of these, `max` keeps so many.',
  syntax:
    'inputlookup [append=<bool>] [start=<int>] [max=<int>] [strict=<bool>] <name> [where <search-expression>]',
  source: 'Search Reference, inputlookup',
  options: ['append', 'start', 'max', 'strict'],
  ...tableReading,
});
