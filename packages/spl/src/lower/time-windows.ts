import type { Command } from '../ast/ast.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { WindowPlan } from '../plan/plan.ts';
import { parseSpan } from '../time/span.ts';
import { unitSeconds } from '../time/time-units.ts';
import { optionOf } from './args.ts';
import { type LowerContext, refuse, refuseYet } from './context.ts';
import { toNumber } from './eval/coerce.ts';
import { sortKeys } from './order.ts';
import { fieldValue, materialise, type Relation } from './relation.ts';
import { rowNumber, windowColumn } from './window-column.ts';

/** Times are counted in whole microseconds, so that spans below a second are exact too. */
const perSecond = 1e6;

/** Later than any log, and small enough for sums of it to be numbers. */
const lastSecond = 1e12;

/** More than the rows that one search holds; twice its square is still a whole number. */
const stride = 2 ** 26;

/** The length of `time_window` in microseconds; null when none is written, or one that is refused. */
export function timeWindowOf(command: Command, context: LowerContext): number | null {
  const value = optionOf(command, 'time_window')?.value;
  if (!value) return null;
  const span = parseSpan(value.text);
  const seconds = span?.unit === null ? 1 : span && unitSeconds[span.unit];
  const length = Math.round((span?.count ?? 0) * (seconds ?? 0) * perSecond);
  if (length > 0) return length;
  if (span && seconds === undefined)
    refuseYet(context, value.span, 'a time_window of months', 'write it in days, such as time_window=30d');
  else refuse(context, 'SPL1030', value.span, { text: value.text });
  return null;
}

/** Rows with a place for each, such that those of its window of time are those of a fixed distance. */
export interface TimePlaces {
  readonly relation: Relation;
  /** A whole number that no other row of the partition has. */
  readonly place: PlanExpr;
  readonly frame: WindowPlan['frame'];
  /** The row's time in microseconds; NULL where it has none: such a row has no window and is in none. */
  readonly time: PlanExpr;
  /** Also tells the rows without a time apart. */
  readonly partition: readonly PlanExpr[];
}

/**
 * The window of time before each row, in row order: a row of the same time counts only if it comes before. Engines
 * take such frames over one key only, and not of any width, so time and order are made one number. Time is cut
 * into stretches of the window's length. The window of a row holds what is before it in its own stretch, and of the
 * stretch before just the rows that are further in than it is itself. With the stretch times `stride` plus the rank by how
 * far in a row is, these are the rows less than `stride` back.
 */
export function placeInTime(
  input: Relation,
  { command, length, partition }: TimeWindow,
  following: 0 | -1,
  context: LowerContext,
): TimePlaces | null {
  const value = fieldValue(input, '_time', context);
  const sign = directionOf(input, value);
  const { span } = optionOf(command, 'time_window') ?? command;
  if (sign === null) {
    refuse(context, 'SPL3124', span, {});
    return null;
  }
  const whole = materialise(input, microseconds(toNumber(value), sign), context);
  const time = whole.column;
  const apart = [...partition, call('isNull', 'boolean', time)];
  const numbered = rowNumber(whole.relation, context);
  const index = materialise(numbered.relation, floorOf(time, length), context);
  const start = call('number.multiply', 'number', index.column, numberLiteral(length));
  const into = materialise(index.relation, call('number.subtract', 'number', time, start), context);
  const inOrder = [{ expr: numbered.column, descending: false }];
  const earlier = windowColumn(
    into.relation,
    {
      fn: 'lag',
      type: 'number',
      args: [index.column],
      partition: apart,
      order: inOrder,
      frame: { kind: 'partition' },
    },
    context,
  );
  const step = materialise(earlier.relation, stepFrom(earlier.column, index.column), context);
  const stretch = windowColumn(
    step.relation,
    { fn: 'sum', type: 'number', args: [step.column], partition: apart, order: inOrder },
    context,
  );
  // Rows as far in, one stretch apart, are just the window's length apart: the later comes after, and so out of reach.
  const rank = windowColumn(
    stretch.relation,
    {
      fn: 'rowNumber',
      type: 'number',
      args: [],
      partition: apart,
      order: [{ expr: into.column, descending: false }, ...inOrder],
      frame: { kind: 'partition' },
    },
    context,
  );
  const base = call('number.multiply', 'number', stretch.column, numberLiteral(stride));
  const placed = materialise(
    rank.relation,
    call('number.add', 'number', call('coalesce', 'number', base, numberLiteral(0)), rank.column),
    context,
  );
  const frame = { kind: 'range', preceding: stride - 1, following } as const;
  return { relation: placed.relation, place: placed.column, frame, time, partition: apart };
}

interface TimeWindow {
  readonly command: Command;
  /** In microseconds. */
  readonly length: number;
  readonly partition: readonly PlanExpr[];
}

/** 1 where the rows are known to be in the order of the time, -1 where newest come first, else null. */
function directionOf({ order }: Relation, time: PlanExpr): 1 | -1 | null {
  const begins = (descending: boolean, cast: '' | 'num'): boolean => {
    const keys = sortKeys(time, descending, cast);
    return (
      keys.length > 0 &&
      keys.every((key, i) => {
        const actual = order[i];
        return actual?.descending === descending && JSON.stringify(actual.expr) === JSON.stringify(key.expr);
      })
    );
  };
  if (begins(false, '') || begins(false, 'num')) return 1;
  return begins(true, '') || begins(true, 'num') ? -1 : null;
}

function microseconds(time: PlanExpr, sign: 1 | -1): PlanExpr {
  const scaled = call('number.multiply', 'number', time, numberLiteral(sign * perSecond));
  const whole = call('number.floor', 'number', call('number.add', 'number', scaled, numberLiteral(0.5)));
  const isTime = call(
    'and',
    'boolean',
    call('number.ge', 'boolean', time, numberLiteral(-lastSecond)),
    call('number.le', 'boolean', time, numberLiteral(lastSecond)),
  );
  return {
    op: 'case',
    branches: [{ when: isTime, then: whole }],
    otherwise: nullLiteral,
    type: 'number',
  };
}

function floorOf(time: PlanExpr, length: number): PlanExpr {
  return call('number.floor', 'number', call('number.divide', 'number', time, numberLiteral(length)));
}

/** From stretch to stretch: 0, 1, or 2 for all that are further apart, so that the sum stays small. */
function stepFrom(earlier: PlanExpr, own: PlanExpr): PlanExpr {
  const gap = call('number.subtract', 'number', own, earlier);
  const steps = call('number.least', 'number', gap, numberLiteral(2));
  return call('coalesce', 'number', steps, numberLiteral(0));
}
