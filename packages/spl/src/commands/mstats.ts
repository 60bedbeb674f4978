import { refuse } from '../lower/context.ts';
import { defineCommand } from './define.ts';

export const mstats = defineCommand({
  name: 'mstats',
  doc: 'Statistics of metrics. Refused: there are no metric indexes here.',
  syntax: 'mstats <function>(<metric>) WHERE <search-expression> [BY <field-list>] [span=<span>]',
  source: 'Search Reference, mstats',
  generating: true,
  refused: true,
  lower: (input, command, context) => {
    refuse(context, 'SPL3061', command.nameSpan, {});
    return input;
  },
});
