import type { AggregateArg, Command } from '../ast/ast.ts';
import { alignSpan } from '../lower/align-time.ts';
import { aggregateArgs, optionFlag, optionOf, plainNames, splitAt, wholeNumber } from '../lower/args.ts';
import { type Chart, chartTable } from '../lower/chart.ts';
import { columnSplitOptions } from '../lower/column-split.ts';
import { type LowerContext, refuse, refuseYet, type TimeRange } from '../lower/context.ts';
import { toNumber } from '../lower/eval/coerce.ts';
import { floorTime } from '../lower/floor-time.ts';
import { perTime } from '../lower/per-time.ts';
import { assignField, closedScope, fieldValue, type Relation } from '../lower/relation.ts';
import { dedupSplitValues } from '../lower/split-values.ts';
import { automaticSpan, fillBins, wholeBins } from '../lower/time-bins.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { parseSpan, type TimeSpan } from '../time/span.ts';
import { defineCommand } from './define.ts';

export const timechart = defineCommand({
  name: 'timechart',
  doc: 'Statistics over time: a row for each span of `_time`, also for those without rows, and with BY a column for each value of a field, chosen as chart does. Without a span about a hundred bins of a handy length are made of the time range of the search, or of the rows where the range is open. aligntime lets a bin of seconds, minutes or hours begin at another time. cont=false leaves empty bins out, partial=false those that the range covers only in part.',
  syntax:
    'timechart [span=<span> | bins=<int>] [minspan=<span>] [aligntime=earliest|latest|<time>] [cont=<bool>] [partial=<bool>] [fixedrange=<bool>] [limit=<int>] [useother=<bool>] [otherstr=<text>] [usenull=<bool>] [nullstr=<text>] [sep=<text>] [format=<text>] [dedup_splitvals=<bool>] <function>(<field>) [AS <name>]... [BY <field>] [WHERE sum|avg|max|min|count IN top<int>|bottom<int>]',
  source: 'Search Reference, timechart',
  options: ['span', 'bins', 'minspan', 'aligntime', 'cont', 'partial', 'fixedrange', ...columnSplitOptions],
  optionsNotYet: ['agg'],
  lower: (input, command, context) => {
    const range = optionFlag(command, 'fixedrange', true, context) ? (input.range ?? null) : null;
    const chosen = spanOf(command, input, range, context);
    const span = chosen && alignSpan(chosen, command, input, context);
    if (!span) return { ...input, scope: closedScope([]) };
    const start = floorTime(toNumber(fieldValue(input, '_time', context)), span);
    if (!start) {
      refuseYet(context, command.span, 'a bin of several months, quarters or years', 'use span=1mon');
      return input;
    }
    const { args, scale } = perTime(aggregateArgs(command.args), span);
    const binned = assignField(input, '_time', start, context);
    const chart = chartOf(binned, command, args, context);
    const scaled = scale(chart, context);
    const filled = optionFlag(command, 'cont', true, context)
      ? fillBins(scaled.relation, span, range, scaled.empty, context)
      : scaled.relation;
    if (optionFlag(command, 'partial', true, context)) return filled;
    return withoutPartial(filled, command, span, range, context);
  },
});

function chartOf(
  input: Relation,
  command: Command,
  aggregates: readonly AggregateArg[],
  context: LowerContext,
): Chart {
  const { after } = splitAt(command, 'by');
  const where = after.findIndex((arg) => arg.kind === 'keyword');
  const names = plainNames(where < 0 ? after : after.slice(0, where), context);
  if (names.length > 1) refuse(context, 'SPL2179', command.span, {});
  const rows = dedupSplitValues(input, command, names, context);
  return chartTable(rows, command, aggregates, { row: '_time', column: names[0] ?? null }, context);
}

const defaultBins = 100;

function spanOf(
  command: Command,
  input: Relation,
  range: TimeRange | null,
  context: LowerContext,
): TimeSpan | null {
  const written = readSpan(command, 'span', context);
  if (written !== undefined) return written;
  const bins = wholeNumber(optionOf(command, 'bins')?.value, { fallback: defaultBins, least: 1 }, context);
  const seconds = lengthOf(input, range, context);
  if (seconds === null) return null;
  const least = readSpan(command, 'minspan', context);
  const found = automaticSpan(seconds, bins);
  return least && lengthInSeconds(least) > lengthInSeconds(found) ? least : found;
}

/** Undefined when the option is not written, null after a mistake. */
function readSpan(command: Command, option: string, context: LowerContext): TimeSpan | null | undefined {
  const value = optionOf(command, option)?.value;
  if (!value) return undefined;
  const span = parseSpan(value.text);
  if (!span) refuse(context, 'SPL1030', value.span, { text: value.text });
  return span;
}

function lengthInSeconds({ unit, count }: TimeSpan): number {
  const approximate = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 2_678_400 };
  const years = { quarter: 8_035_200, year: 31_622_400 };
  return count * (unit === null ? 1 : { ...approximate, ...years }[unit]);
}

/** The seconds that the chart covers; null while only the rows could say and have not been asked. */
function lengthOf(input: Relation, range: TimeRange | null, context: LowerContext): number | null {
  if (range?.earliest != null && range.latest != null) return range.latest - range.earliest;
  const time = toNumber(fieldValue(input, '_time', context));
  const ends = (['min', 'max'] as const).map((fn) => ({
    id: context.freshId(),
    type: 'number' as const,
    fn,
    args: [time],
  }));
  const expr = (id: string): PlanExpr => ({ op: 'column', id, type: 'number' });
  const [row] =
    context.answerOf({
      plan: { op: 'aggregate', input: input.plan, keys: [], aggregates: ends },
      scope: closedScope(ends.map(({ id, fn }) => ({ name: fn, expr: expr(id) }))),
      order: [],
    }) ?? [];
  if (!row) return null;
  const [first, last] = row.map((cell) => Number(cell ?? 0));
  return (range?.latest ?? last ?? 0) - (range?.earliest ?? first ?? 0);
}

function withoutPartial(
  input: Relation,
  command: Command,
  span: TimeSpan,
  range: TimeRange | null,
  context: LowerContext,
): Relation {
  if (range?.earliest != null || range?.latest != null) return wholeBins(input, span, range, context);
  const value = optionOf(command, 'partial');
  refuseYet(
    context,
    value?.span ?? command.span,
    'partial=false over all time',
    'give the search a time range',
  );
  return input;
}
