import type { Command } from '../ast/ast.ts';
import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan, SortKey } from '../plan/plan.ts';
import type { LoweredAggregate } from './aggregate.ts';
import { optionFlag, optionOf, optionText, valueArgs } from './args.ts';
import { type LowerContext, refuse } from './context.ts';
import { toNumber, toText } from './eval/coerce.ts';
import { nullableKey } from './null-key.ts';
import { sortKeys } from './order.ts';
import { compareLabels } from './pivot.ts';
import { closedScope, materialise, type Relation } from './relation.ts';
import { takeFirst } from './take.ts';

/** How `chart` and `timechart` choose the columns of a split field. Source: Search Reference, chart (tc-options). */
export interface SplitOptions {
  /** Series to keep by their score; 0 keeps all. */
  readonly limit: number;
  readonly keep: 'top' | 'bottom';
  /** Statistic of a series' cells that is its score. */
  readonly score: 'sum' | 'avg' | 'max' | 'min' | 'count';
  /** The label of all other series, null when they are dropped. */
  readonly other: string | null;
  /** The label of rows without the split field, null when they are dropped. */
  readonly missing: string | null;
}

/** The options that chart and timechart share: how a field becomes columns. */
export const columnSplitOptions = [
  'limit',
  'useother',
  'otherstr',
  'usenull',
  'nullstr',
  'sep',
  'format',
  'dedup_splitvals',
] as const;

const defaultSeries = 10;
const scores = ['sum', 'avg', 'max', 'min', 'count'] as const;

export function splitOptions(command: Command, context: LowerContext): SplitOptions {
  const where = whereClause(command, context);
  const written = optionOf(command, 'limit')?.value;
  const match = /^(top|bottom)?\s*(\d{1,6})$/i.exec(written?.text ?? `${defaultSeries}`);
  if (!match && written)
    refuse(context, 'SPL1032', written.span, { text: written.text, least: 0, most: null });
  const limit = Number(match?.[2] ?? defaultSeries);
  const keep = match?.[1]?.toLowerCase() === 'bottom' ? 'bottom' : 'top';
  const label = (flag: string, option: string, text: string): string | null =>
    optionFlag(command, flag, true, context) ? (optionText(command, option) ?? text) : null;
  return {
    limit,
    keep,
    score: 'sum',
    ...where,
    other: label('useother', 'otherstr', 'OTHER'),
    missing: label('usenull', 'nullstr', 'NULL'),
  };
}

/** `where sum in top5`, `where max in bottom10`. */
function whereClause(
  command: Command,
  context: LowerContext,
): Partial<Pick<SplitOptions, 'limit' | 'keep' | 'score'>> {
  const at = command.args.findIndex((arg) => arg.kind === 'keyword' && arg.word === 'where');
  if (at < 0) return {};
  const words = valueArgs(command.args.slice(at + 1)).map(({ text }) => text.toLowerCase());
  const [, score, keep, limit] =
    /^(sum|avg|max|min|count) in (top|bottom) ?(\d{1,6})$/.exec(words.join(' ')) ?? [];
  const found = scores.find((name) => name === score);
  if (!found || limit === undefined) {
    const span = command.args[at]?.span ?? command.span;
    refuse(context, 'SPL3070', span, {});
    return {};
  }
  return { limit: Number(limit), keep: keep === 'bottom' ? 'bottom' : 'top', score: found };
}

/** The series of a split field, known from the data. */
export interface Series {
  /** The values with a column of their own, in the order of the columns. */
  readonly values: readonly string[];
  readonly hasOther: boolean;
  readonly hasMissing: boolean;
}

/** More columns than this are taken for a mistake. */
export const mostColumns = 1000;

/**
 * Which values of the split field get a column. Only the rows can say: null until the question has been answered.
 * The score of a value is the statistic over the cells of its series; with several aggregates its number of rows.
 */
export function findSeries(
  input: Relation,
  row: PlanExpr,
  column: PlanExpr,
  results: readonly LoweredAggregate[],
  options: SplitOptions,
  context: LowerContext,
): Series | null {
  const [only, ...others] = results;
  const scored = others.length === 0 && only ? only : null;
  const cellKey = nullableKey(column, context);
  const rowKey = { id: context.freshId(), type: row.type, expr: row };
  const rows = context.freshId();
  const cells: Plan = {
    op: 'aggregate',
    input: input.plan,
    keys: [rowKey, ...cellKey.keys],
    aggregates: [{ id: rows, type: 'number', fn: 'countRows', args: [] }, ...(scored ? scored.columns : [])],
  };
  const value = scored ? toNumber(scored.value) : ({ op: 'column', id: rows, type: 'number' } as const);
  const seriesKey = nullableKey(cellKey.value, context);
  const score = context.freshId();
  const plan: Plan = {
    op: 'aggregate',
    input: cells,
    keys: seriesKey.keys,
    aggregates: [{ id: score, type: 'number', fn: options.score, args: [value] }],
  };
  const label = materialise({ plan, scope: closedScope([]), order: [] }, toText(seriesKey.value), context);
  const isMissing = call('isNull', 'boolean', label.column);
  const order: readonly SortKey[] = [
    {
      expr: {
        op: 'case',
        branches: [{ when: isMissing, then: numberLiteral(0) }],
        otherwise: numberLiteral(1),
        type: 'number',
      },
      descending: false,
    },
    { expr: { op: 'column', id: score, type: 'number' }, descending: options.keep === 'top' },
    ...sortKeys(label.column, false, 'str'),
  ];
  const question: Relation = {
    plan: label.relation.plan,
    scope: closedScope([{ name: 'label', expr: label.column }]),
    order,
  };
  const most = options.limit === 0 ? mostColumns : options.limit;
  const answer = context.answerOf(takeFirst(question, most + 2));
  if (!answer) return null;
  const labels = answer.map(([cell]) => (cell === null || cell === undefined ? null : String(cell)));
  const present = labels.filter((text) => text !== null);
  if (options.limit === 0 && present.length > mostColumns)
    refuse(context, 'SPL3071', context.commandSpan, { most: mostColumns, what: 'columns' });
  return {
    values: present.slice(0, most).sort(compareLabels),
    hasOther: present.length > most,
    hasMissing: labels.includes(null),
  };
}

/** The label of the column that a row belongs to. */
export function seriesLabel(column: PlanExpr, series: Series, options: SplitOptions): PlanExpr {
  const text = toText(column);
  const missing = stringLiteral(options.missing ?? '');
  const branches = [{ when: call('isNull', 'boolean', column), then: missing }];
  if (!series.hasOther) return { op: 'case', branches, otherwise: text, type: 'dynamic' };
  const kept: PlanExpr =
    series.values.length === 0
      ? { op: 'literal', value: false, type: 'boolean' }
      : call('text.in', 'boolean', text, ...series.values.map(stringLiteral));
  return {
    op: 'case',
    branches: [...branches, { when: kept, then: text }],
    // A label that no column asks for drops the row's values, and keeps the row.
    otherwise: stringLiteral(options.other ?? droppedLabel),
    type: 'dynamic',
  };
}

const droppedLabel = '\u0000';

/** The labels of all columns, in order. */
export function seriesLabels(series: Series, options: SplitOptions): readonly string[] {
  const { missing, other } = options;
  return [
    ...series.values,
    ...(series.hasMissing && missing !== null ? [missing] : []),
    ...(series.hasOther && other !== null ? [other] : []),
  ];
}

/** The name of a column: its label, with several aggregates `aggregate: label`, or as `sep` and `format` say. */
export function columnName(command: Command, aggregate: string, label: string, isOnly: boolean): string {
  if (isOnly) return label;
  const format = optionText(command, 'format');
  if (format === undefined) return `${aggregate}${optionText(command, 'sep') ?? ': '}${label}`;
  return format.replaceAll('$AGG$', () => aggregate).replaceAll('$VAL$', () => label);
}
