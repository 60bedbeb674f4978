import { nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { toNumber, toText } from './eval/coerce.ts';
import { primitive, share, sharedCall } from './eval/share.ts';
import { assignField, type Relation } from './relation.ts';

/** What the conversions of times need. */
export interface TimeSetting {
  /** The pieces of the time format, as the time primitives take them. */
  readonly pieces: PlanExpr;
  /** Gives the date that a format without one leaves out. */
  readonly now: number;
}

/** One conversion: from the text of a value to a text or number, NULL where it does not fit. */
export interface Conversion {
  readonly convert: (text: PlanExpr, time: TimeSetting) => PlanExpr;
  /** A value that does not fit is removed, and not left as it is. */
  readonly removes?: boolean;
}

function literal(value: string): PlanExpr {
  return { op: 'literal', value, type: 'text' };
}

/** A group of the first match; the empty text where there is none, or the group took no part. */
function group(text: PlanExpr, pattern: string, index: number): PlanExpr {
  return primitive('regex.extract', 'dynamic', text, literal(pattern), numberLiteral(index));
}

/** The number in a group, 0 where it took no part; to be used where the pattern matches. */
function part(text: PlanExpr, pattern: string, index: number): PlanExpr {
  return primitive('coalesce', 'number', toNumber(group(text, pattern, index)), numberLiteral(0));
}

function whenMatching(text: PlanExpr, pattern: string, then: PlanExpr): PlanExpr {
  const when = primitive('regex.matches', 'boolean', text, literal(pattern));
  return { op: 'case', branches: [{ when, then }], otherwise: nullLiteral, type: then.type };
}

/** The sum of the numbers in the groups, each times its weight. */
function weighted(text: PlanExpr, pattern: string, weights: readonly number[]): PlanExpr {
  const terms = weights.map((weight, i) => {
    const value = part(text, pattern, i + 1);
    return weight === 1 ? value : primitive('number.multiply', 'number', value, numberLiteral(weight));
  });
  return whenMatching(text, pattern, primitive('number.add', 'number', ...terms));
}

const duration = '^(?:([0-9]+)\\+)?([0-9]+):([0-9]+):([0-9]+(?:\\.[0-9]+)?)$';
const minutes = '^(?:([0-9]+):)?([0-9]+(?:\\.[0-9]+)?)$';
const memory = '^([0-9]+(?:\\.[0-9]+)?) *([kKmMgG]?)[bB]?$';
const leadingNumber = '^ *([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)';
const withCommas = '^[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]*)?$';

const durationSeconds = (text: PlanExpr): PlanExpr => weighted(text, duration, [86_400, 3600, 60, 1]);
const minuteSeconds = (text: PlanExpr): PlanExpr => weighted(text, minutes, [60, 1]);

/** Kilobytes of `12`, `12k`, `1.5m`, `2g`. */
function kilobytes(text: PlanExpr): PlanExpr {
  const unit = primitive('lower', 'dynamic', group(text, memory, 2));
  const factor: PlanExpr = {
    op: 'case',
    branches: [
      { when: primitive('text.equal', 'boolean', unit, literal('m')), then: numberLiteral(1024) },
      { when: primitive('text.equal', 'boolean', unit, literal('g')), then: numberLiteral(1_048_576) },
    ],
    otherwise: numberLiteral(1),
    type: 'number',
  };
  return whenMatching(text, memory, primitive('number.multiply', 'number', part(text, memory, 1), factor));
}

function withoutCommas(text: PlanExpr): PlanExpr {
  return primitive('regex.replace', 'dynamic', text, literal(','), literal(''));
}

/** The best conversion to a number: what the text says as it is, without commas, as a duration, as an amount of memory. */
function bestNumber(text: PlanExpr): PlanExpr {
  return primitive(
    'coalesce',
    'number',
    toNumber(text),
    whenMatching(text, withCommas, toNumber(withoutCommas(text))),
    durationSeconds(text),
    minuteSeconds(text),
    kilobytes(text),
  );
}

/** By name. Source: Search Reference, convert. */
export const conversions: ReadonlyMap<string, Conversion> = new Map<string, Conversion>([
  ['ctime', { convert: (text, { pieces }) => sharedCall('time.format', 'dynamic', toNumber(text), pieces) }],
  [
    'mktime',
    {
      convert: (text, { pieces, now }) =>
        sharedCall('time.parse', 'number', text, pieces, numberLiteral(now)),
    },
  ],
  ['num', { convert: bestNumber, removes: true }],
  ['auto', { convert: bestNumber }],
  ['none', { convert: (text) => text }],
  ['rmcomma', { convert: withoutCommas }],
  ['rmunit', { convert: (text) => whenMatching(text, leadingNumber, group(text, leadingNumber, 1)) }],
  ['dur2sec', { convert: durationSeconds }],
  ['mstime', { convert: minuteSeconds }],
  ['memk', { convert: kilobytes }],
]);

/** The converted value; each value of a multivalue. */
export function convertValue(
  value: PlanExpr,
  conversion: Conversion,
  time: TimeSetting,
  context: LowerContext,
): PlanExpr {
  if (value.type !== 'multivalue')
    return share(value, 'converted', (shared) => keeping(toText(shared), conversion, time));
  const param = context.freshId();
  const body = keeping({ op: 'column', id: param, type: 'dynamic' }, conversion, time);
  const lambda: PlanExpr = { op: 'lambda', param, body, type: body.type };
  return primitive('list.map', 'multivalue', value, lambda);
}

function keeping(text: PlanExpr, { convert, removes }: Conversion, time: TimeSetting): PlanExpr {
  const converted = toText(convert(text, time));
  return removes === true ? converted : primitive('coalesce', 'dynamic', converted, text);
}

/**
 * `auto`: the field becomes numbers if every value of every row can be one, else it stays. A window counts the values
 * that cannot, so that no second pass is made.
 */
export function autoNumber(input: Relation, value: PlanExpr, name: string, context: LowerContext): Relation {
  if (value.type === 'number') return assignField(input, name, value, context);
  const number = convertValue(value, { convert: bestNumber, removes: true }, noTimes, context);
  const isWhole =
    value.type === 'multivalue'
      ? primitive(
          'number.eq',
          'boolean',
          primitive('list.length', 'number', value),
          primitive('coalesce', 'number', primitive('list.length', 'number', number), numberLiteral(0)),
        )
      : primitive(
          'or',
          'boolean',
          primitive('isNotNull', 'boolean', number),
          primitive('isNull', 'boolean', value),
        );
  const failed: PlanExpr = {
    op: 'case',
    branches: [
      { when: primitive('isTrue', 'boolean', primitive('not', 'boolean', isWhole)), then: numberLiteral(1) },
    ],
    otherwise: nullLiteral,
    type: 'number',
  };
  const id = context.freshId();
  const plan: Plan = {
    op: 'window',
    input: input.plan,
    columns: [{ id, type: 'number', fn: 'max', args: [failed] }],
    partition: [],
    order: [],
    frame: { kind: 'partition' },
  };
  const when = primitive('isNull', 'boolean', { op: 'column', id, type: 'number' });
  const type = value.type === 'multivalue' ? 'multivalue' : 'dynamic';
  const chosen: PlanExpr = { op: 'case', branches: [{ when, then: number }], otherwise: value, type };
  return assignField({ ...input, plan }, name, chosen, context);
}

const noTimes: TimeSetting = { pieces: { op: 'literal', value: [], type: 'multivalue' }, now: 0 };
