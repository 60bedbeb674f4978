import { mostFrequentValues } from '../lower/frequent.ts';
import { defineCommand } from './define.ts';

export const top = defineCommand({
  name: 'top',
  doc: 'The most frequent values of a field, or combinations of several, with their count and percentage, ten unless a limit is given; with BY for each group. Rows that lack one of the fields do not count. Between equal counts the value that is last by code point comes first.',
  syntax:
    'top [<N>] [limit=<int>] [countfield=<name>] [percentfield=<name>] [showcount=<bool>] [showperc=<bool>] [useother=<bool>] [otherstr=<text>] <field-list> [BY <field-list>]',
  source: 'Search Reference, top',
  options: ['limit', 'countfield', 'percentfield', 'showcount', 'showperc', 'useother', 'otherstr'],
  lower: (input, command, context) => mostFrequentValues(input, command, 'most', context),
});
