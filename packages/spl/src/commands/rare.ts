import { mostFrequentValues } from '../lower/frequent.ts';
import { defineCommand } from './define.ts';

export const rare = defineCommand({
  name: 'rare',
  doc: 'The least frequent values of a field, or combinations of several, with their count and percentage, ten unless a limit is given; with BY for each group. Rows that lack one of the fields do not count. Between equal counts the value that is last by code point comes first.',
  syntax:
    'rare [<N>] [limit=<int>] [countfield=<name>] [percentfield=<name>] [showcount=<bool>] [showperc=<bool>] [useother=<bool>] [otherstr=<text>] <field-list> [BY <field-list>]',
  source: 'Search Reference, rare',
  options: ['limit', 'countfield', 'percentfield', 'showcount', 'showperc', 'useother', 'otherstr'],
  lower: (input, command, context) => mostFrequentValues(input, command, 'least', context),
});
