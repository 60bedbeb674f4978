import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import type { TimeSpan } from '../time/span.ts';
import { unitMonths, unitSeconds } from '../time/time-units.ts';
import type { LowerContext, TimeRange } from './context.ts';
import { literalList, toNumber, toText } from './eval/convert.ts';
import { floorTime } from './floor-time.ts';
import { closedScope, fieldValue, filterRelation, materialise, type Relation } from './relation.ts';
import { rowNumber, windowColumn } from './window-column.ts';

/** Spans that `timechart` chooses from when none is given: the first that gives no more bins than asked for. */
const automaticSpans: readonly { readonly span: TimeSpan; readonly seconds: number }[] = [
  ...[1, 5, 10, 30].map((count) => ({ span: { count, unit: 'second' as const }, seconds: count })),
  ...[1, 5, 10, 30].map((count) => ({ span: { count, unit: 'minute' as const }, seconds: count * 60 })),
  { span: { count: 1, unit: 'hour' }, seconds: 3600 },
  { span: { count: 1, unit: 'day' }, seconds: 86_400 },
  { span: { count: 1, unit: 'month' }, seconds: 31 * 86_400 },
];

/** The span of bins over so many seconds: 30 minutes for a day, a day for a week or a month. Source: Search Reference, timechart. */
export function automaticSpan(seconds: number, bins: number): TimeSpan {
  const found = automaticSpans.find((candidate) => seconds / candidate.seconds <= bins);
  return found?.span ?? { count: 1, unit: 'year' };
}

/** Length of a bin in seconds; of a calendar unit it depends on its start. */
export function binSeconds(start: PlanExpr, { unit, count }: TimeSpan): PlanExpr {
  const seconds = unit === null ? 1 : unitSeconds[unit];
  if (seconds !== undefined) return numberLiteral(seconds * count);
  const next = call('time.shift', 'number', start, stringLiteral(`+${monthsOf({ unit, count })}mon`));
  return call('number.subtract', 'number', next, start);
}

function monthsOf({ unit, count }: TimeSpan): number {
  return count * (unit === null ? 1 : (unitMonths[unit] ?? 1));
}

/** A moment before the end of a range, which does not belong to it; less than any span. */
const moment = 0.000_5;

/**
 * Adds the bins without rows: between the first and the last, and from the start to the end of a range that is known.
 * The rows are in time order and have one bin each. `empty` says what the fields show there.
 */
export function fillBins(
  input: Relation,
  span: TimeSpan,
  range: TimeRange | null,
  empty: ReadonlyMap<string, PlanExpr>,
  context: LowerContext,
): Relation {
  const time = toNumber(fieldValue(input, '_time', context));
  const index = (at: PlanExpr): PlanExpr => binIndex(at, span);
  const placed = rowNumber(input, context);
  const following = { kind: 'rows', preceding: -1, following: 1 } as const;
  const next = windowColumn(
    placed.relation,
    { fn: 'max', type: 'number', args: [time], frame: following },
    context,
  );
  const own = materialise(next.relation, index(time), context);
  const isFirst = call('number.eq', 'boolean', placed.column, numberLiteral(1));
  const before = range?.earliest ?? null;
  const after = range?.latest ?? null;
  const start = before === null ? null : index(floorTime(numberLiteral(before), span) ?? time);
  const end = after === null ? null : index(floorTime(numberLiteral(after - moment), span) ?? time);
  const step = stepOf(span);
  const from: PlanExpr =
    start === null
      ? own.column
      : either(isFirst, call('number.least', 'number', start, own.column), own.column);
  const last = end === null ? own.column : call('number.greatest', 'number', end, own.column);
  const to = call(
    'coalesce',
    'number',
    index(next.column),
    call('number.add', 'number', last, numberLiteral(step)),
  );
  const id = context.freshId();
  const ordinalId = context.freshId();
  const list = call('list.range', 'multivalue', from, to, numberLiteral(step));
  const plan: Plan = { op: 'expand', input: own.relation.plan, list, id, ordinalId, limit: 0 };
  const at = call('coalesce', 'number', toNumber({ op: 'column', id, type: 'dynamic' }), own.column);
  const bin = materialise({ ...input, plan }, at, context);
  const isOwn = call('number.eq', 'boolean', bin.column, own.column);
  const started = materialise(bin.relation, binStart(bin.column, own.column, time, span), context);
  const order = [{ expr: started.column, descending: false }];
  const filled: Relation = {
    plan: started.relation.plan,
    scope: closedScope([{ name: '_time', expr: started.column }]),
    order,
  };
  return input.scope.fields
    .filter(({ name }) => name !== '_time')
    .reduce((relation, { name, expr }) => {
      const other = empty.get(name);
      const value = valueIn(expr, isOwn, other);
      const column = materialise(relation, value, context);
      return {
        ...column.relation,
        scope: closedScope([...relation.scope.fields, { name, expr: column.column }]),
      };
    }, filled);
}

function valueIn(expr: PlanExpr, isOwn: PlanExpr, other: PlanExpr | undefined): PlanExpr {
  if (expr.type === 'null') return expr;
  const otherwise =
    other === undefined || other.type === 'null'
      ? { op: 'literal' as const, value: null, type: expr.type }
      : other;
  return {
    op: 'case',
    branches: [{ when: isOwn, then: expr }],
    otherwise: expr.type === 'number' || otherwise.type === expr.type ? otherwise : toText(otherwise),
    type: expr.type,
  };
}

function either(when: PlanExpr, then: PlanExpr, otherwise: PlanExpr): PlanExpr {
  return { op: 'case', branches: [{ when, then }], otherwise, type: then.type };
}

/** Bins are counted in seconds, or in months since the year 0 where the calendar makes their length. */
function binIndex(start: PlanExpr, { unit }: TimeSpan): PlanExpr {
  if (unit === null || unitSeconds[unit] !== undefined) return start;
  const part = (piece: string): PlanExpr =>
    toNumber(call('time.format', 'dynamic', start, literalList([piece])));
  const years = call('number.multiply', 'number', part('%Y'), numberLiteral(12));
  return call('number.add', 'number', years, part('%m'));
}

function stepOf(span: TimeSpan): number {
  const seconds = span.unit === null ? 1 : unitSeconds[span.unit];
  return seconds === undefined ? monthsOf(span) : seconds * span.count;
}

/** The time at which the bin of an index starts, told from a bin whose start is known. */
function binStart(index: PlanExpr, ownIndex: PlanExpr, ownStart: PlanExpr, { unit }: TimeSpan): PlanExpr {
  if (unit === null || unitSeconds[unit] !== undefined) return index;
  const months = call('number.subtract', 'number', index, ownIndex);
  const isBefore = call('number.lt', 'boolean', months, numberLiteral(0));
  const sign = either(isBefore, stringLiteral(''), stringLiteral('+'));
  const steps = call('text.concat', 'dynamic', sign, toText(months), stringLiteral('mon'));
  return call('time.shift', 'number', ownStart, steps);
}

/** Without the bins that the range covers only in part. */
export function wholeBins(
  input: Relation,
  span: TimeSpan,
  range: TimeRange,
  context: LowerContext,
): Relation {
  const time = toNumber(fieldValue(input, '_time', context));
  const end = call('number.add', 'number', time, binSeconds(time, span));
  const conditions = [
    ...(range.earliest === null ? [] : [call('number.ge', 'boolean', time, numberLiteral(range.earliest))]),
    ...(range.latest === null ? [] : [call('number.le', 'boolean', end, numberLiteral(range.latest))]),
  ];
  return conditions.reduce(filterRelation, input);
}
