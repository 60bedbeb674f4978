import type { Arg, Command } from '../ast/ast.ts';
import { alignSpan } from '../lower/align-time.ts';
import { aggregateArgs } from '../lower/args.ts';
import { binValue } from '../lower/bin-value.ts';
import { chartTable } from '../lower/chart.ts';
import { columnSplitOptions } from '../lower/column-split.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { assignField, fieldValue, type Relation } from '../lower/relation.ts';
import { dedupSplitValues } from '../lower/split-values.ts';
import { statistics } from '../lower/statistics.ts';
import { parseSpan } from '../time/span.ts';
import { defineCommand } from './define.ts';

export const chart = defineCommand({
  name: 'chart',
  doc: 'Statistics as a table: a row for each value of the first field, and with a second one a column for each of its values. Of those the ten with the largest sums get a column, the rest is summed up in OTHER, rows without the field in NULL; a column without rows shows 0 for a count and else nothing. With several aggregates a column is called "aggregate: value". A span after a field puts its values into bins; aligntime lets a bin of seconds, minutes or hours begin at another time.',
  syntax:
    'chart <function>(<field>) [AS <name>]... [OVER <field> [span=<span>]] [BY <field> [span=<span>] [<field> [span=<span>]]] [limit=<int>] [useother=<bool>] [otherstr=<text>] [usenull=<bool>] [nullstr=<text>] [sep=<text>] [format=<text>] [aligntime=earliest|latest|<time>] [cont=<bool>] [dedup_splitvals=<bool>] [WHERE sum|avg|max|min|count IN top<int>|bottom<int>]',
  source: 'Search Reference, chart',
  options: ['cont', 'span', 'aligntime', ...columnSplitOptions],
  optionsNotYet: ['agg', 'bins', 'start', 'end', 'minspan'],
  lower: (input, command, context) => {
    const at = splitFields(command);
    const fields = at.map(({ name }) => name);
    const rows = dedupSplitValues(input, command, fields, context);
    const binned = at.reduce((relation, field) => binField(relation, field, command, context), rows);
    const [row, column, ...more] = fields;
    if (more.length > 0) refuse(context, 'SPL2178', command.span, {});
    const aggregates = aggregateArgs(command.args);
    if (row === undefined) return statistics(input, aggregates, [], context);
    return chartTable(binned, command, aggregates, { row, column: column ?? null }, context).relation;
  },
});

interface SplitField {
  readonly name: string;
  readonly span?: Extract<Arg, { kind: 'option' }>;
}

/** The row split and the column split; `over` names the row. A span belongs to the field before it. */
function splitFields(command: Command): readonly SplitField[] {
  const over: SplitField[] = [];
  const by: SplitField[] = [];
  let into: SplitField[] | null = null;
  for (const arg of command.args) {
    if (arg.kind === 'keyword') into = arg.word === 'over' ? over : arg.word === 'by' ? by : null;
    if (arg.kind === 'field-arg') into?.push({ name: arg.field.name });
    const last = into?.at(-1);
    if (arg.kind === 'option' && arg.name === 'span' && into && last)
      into[into.length - 1] = { ...last, span: arg };
  }
  return [...over, ...by];
}

function binField(
  input: Relation,
  { name, span: option }: SplitField,
  command: Command,
  context: LowerContext,
): Relation {
  if (!option) return input;
  const span = parseSpan(option.value.text);
  if (!span) {
    refuse(context, 'SPL1030', option.value.span, { text: option.value.text });
    return input;
  }
  const aligned = alignSpan(span, command, input, context);
  const value = binValue(fieldValue(input, name, context), aligned, name);
  if (value) return assignField(input, name, value, context);
  refuseYet(context, option.span, 'a bin of several months, quarters or years', 'use span=1mon');
  return input;
}
