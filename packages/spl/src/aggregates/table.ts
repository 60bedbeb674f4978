import { toNumber, toText } from '../lower/eval/coerce.ts';
import { reverseOrder } from '../lower/order.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { type AggregateDefinition, type AggregateScope, defineAggregate } from './define.ts';

const statsPage = 'Search Reference, Aggregate functions';
const orderPage = 'Search Reference, Event order functions';
const multivaluePage = 'Search Reference, Multivalue stats and chart functions';
const timePage = 'Search Reference, Time functions';

/** The argument as numbers: non-numeric values are NULL and so ignored. A multivalue argument gives all its values. */
function numbers(arg: PlanExpr | null, scope: AggregateScope): PlanExpr {
  if (arg === null) return nullLiteral;
  if (arg.type !== 'multivalue') return toNumber(arg);
  const param = scope.freshId();
  const body = toNumber({ op: 'column', id: param, type: 'dynamic' });
  return call('list.mapNumbers', 'multivalue', arg, { op: 'lambda', param, body, type: 'number' });
}

/** The argument as text values. */
function texts(arg: PlanExpr | null): PlanExpr {
  if (arg === null || arg.type === 'multivalue' || arg.type === 'null') return arg ?? nullLiteral;
  return toText(arg);
}

function numeric(
  name: string,
  doc: string,
  fn: string,
  aliases: readonly string[] = [],
): AggregateDefinition {
  return defineAggregate({
    name,
    aliases,
    doc,
    syntax: `${name}(<field>)`,
    source: statsPage,
    arity: 'one',
    isNumeric: true,
    lower: (arg, scope) => scope.column(fn, 'number', [numbers(arg, scope)]),
  });
}

/** Sample statistics of a single value are 0, not missing. */
function sampled(name: string, doc: string, fn: string): AggregateDefinition {
  return defineAggregate({
    name,
    doc,
    syntax: `${name}(<field>)`,
    source: statsPage,
    arity: 'one',
    isNumeric: true,
    lower: (arg, scope) => {
      const values = numbers(arg, scope);
      const count = scope.column('count', 'number', [values]);
      const value = scope.column(fn, 'number', [values]);
      const single = { when: call('number.eq', 'boolean', count, numberLiteral(1)), then: numberLiteral(0) };
      return { op: 'case', branches: [single], otherwise: value, type: 'number' };
    },
  });
}

/** Numbers compare as numbers and come before every text: min prefers the numbers, max the texts. */
function extreme(name: 'min' | 'max', doc: string): AggregateDefinition {
  return defineAggregate({
    name,
    doc,
    syntax: `${name}(<field>)`,
    source: statsPage,
    arity: 'one',
    lower: (arg, scope) => {
      if (arg === null || arg.type === 'null') return nullLiteral;
      const number = scope.column(name, 'number', [numbers(arg, scope)]);
      if (arg.type === 'number') return number;
      const text = scope.column(`${name}Text`, 'dynamic', [nonNumeric(arg, scope)]);
      const asText = toText(number);
      return call('coalesce', 'dynamic', ...(name === 'min' ? [asText, text] : [text, asText]));
    },
  });
}

/** The values that are no numbers. */
export function nonNumeric(arg: PlanExpr, scope: Pick<AggregateScope, 'freshId'>): PlanExpr {
  const only = (value: PlanExpr): PlanExpr => ({
    op: 'case',
    branches: [{ when: call('isNull', 'boolean', toNumber(value)), then: value }],
    otherwise: nullLiteral,
    type: 'dynamic',
  });
  if (arg.type !== 'multivalue') return only(toText(arg));
  const param = scope.freshId();
  const body = only({ op: 'column', id: param, type: 'dynamic' });
  return call('list.map', 'multivalue', arg, { op: 'lambda', param, body, type: 'dynamic' });
}

/** The value on the row that comes first (or last) in an order. */
function byTime(name: 'earliest' | 'latest', doc: string): AggregateDefinition {
  return defineAggregate({
    name,
    doc,
    syntax: `${name}(<field>)`,
    source: timePage,
    arity: 'one',
    lower: (arg, scope) => {
      if (arg === null || arg.type === 'null') return nullLiteral;
      if (scope.time.type === 'null') return scope.column('first', arg.type, [arg], scope.order);
      // The time itself needs no second value, and min is cheaper.
      if (arg.op === 'column' && scope.time.op === 'column' && arg.id === scope.time.id)
        return scope.column(name === 'earliest' ? 'min' : 'max', 'number', [arg]);
      const fn = name === 'earliest' ? 'argMin' : 'argMax';
      return scope.column(fn, arg.type === 'text' ? 'dynamic' : arg.type, [arg, scope.time, ...scope.ties]);
    },
  });
}

function timeOf(name: 'earliest_time' | 'latest_time', doc: string): AggregateDefinition {
  return defineAggregate({
    name,
    doc,
    syntax: `${name}(<field>)`,
    source: timePage,
    arity: 'one',
    lower: (arg, scope) => timeWherePresent(arg, scope, name === 'earliest_time' ? 'min' : 'max'),
  });
}

function timeWherePresent(arg: PlanExpr | null, scope: AggregateScope, fn: 'min' | 'max'): PlanExpr {
  if (arg === null || arg.type === 'null' || scope.time.type === 'null') return nullLiteral;
  const present = { when: call('isNotNull', 'boolean', arg), then: scope.time };
  return scope.column(fn, 'number', [
    { op: 'case', branches: [present], otherwise: nullLiteral, type: 'number' },
  ]);
}

function percentile(name: string, pattern: RegExp, doc: string): AggregateDefinition {
  return defineAggregate({
    name,
    family: { pattern },
    doc,
    syntax: `${name}(<field>)`,
    source: statsPage,
    arity: 'one',
    isNumeric: true,
    lower: (arg, scope, parameter) =>
      scope.column('percentile', 'number', [numbers(arg, scope), numberLiteral(parameter / 100)]),
  });
}

/** All statistical functions, one row each. */
export const aggregates: readonly AggregateDefinition[] = [
  defineAggregate({
    name: 'count',
    aliases: ['c'],
    doc: 'Number of rows; with a field the number of its values; with eval() the number of rows for which the expression is true.',
    syntax: 'count | count(<field>) | count(eval(<condition>))',
    source: statsPage,
    arity: 'optional',
    lower: (arg, scope) => {
      if (arg === null) return scope.column('countRows', 'number', []);
      return arg.type === 'boolean'
        ? scope.column('countTrue', 'number', [arg])
        : scope.column('count', 'number', [arg]);
    },
  }),
  defineAggregate({
    name: 'dc',
    aliases: ['distinct_count', 'estdc'],
    doc: 'Number of distinct values, compared as text with letter case. Exact, also as estdc.',
    syntax: 'dc(<field>)',
    source: statsPage,
    arity: 'one',
    lower: (arg, scope) => scope.column('countDistinct', 'number', [texts(arg)]),
  }),
  defineAggregate({
    name: 'estdc_error',
    doc: 'The error of estdc, which is none here, for it is exact; NULL without a value.',
    syntax: 'estdc_error(<field>)',
    source: statsPage,
    arity: 'one',
    lower: (arg, scope) => {
      const count = scope.column('count', 'number', [texts(arg)]);
      const isAny = call('number.gt', 'boolean', count, numberLiteral(0));
      return {
        op: 'case',
        branches: [{ when: isAny, then: numberLiteral(0) }],
        otherwise: nullLiteral,
        type: 'number',
      };
    },
  }),
  defineAggregate({
    name: 'values',
    doc: 'Distinct values as a multivalue field, sorted by code point (10, 100, 9).',
    syntax: 'values(<field>)',
    source: multivaluePage,
    arity: 'one',
    lower: (arg, scope) => scope.column('values', 'multivalue', [texts(arg)]),
  }),
  defineAggregate({
    name: 'list',
    doc: 'All values in row order with repeats, at most the first 100.',
    syntax: 'list(<field>)',
    source: multivaluePage,
    arity: 'one',
    lower: (arg, scope) => scope.column('list', 'multivalue', [texts(arg)], scope.order),
  }),
  extreme('min', 'Smallest value: numbers as numbers, and every number before every text.'),
  extreme('max', 'Largest value: numbers as numbers, and every text after every number.'),
  numeric('sum', 'Sum of the numeric values.', 'sum'),
  numeric('avg', 'Mean of the numeric values.', 'avg', ['mean']),
  numeric('sumsq', 'Sum of the squares of the numeric values.', 'sumsq'),
  numeric('range', 'Largest minus smallest numeric value.', 'range'),
  numeric('stdevp', 'Population standard deviation.', 'stdevp'),
  numeric('varp', 'Population variance.', 'varp'),
  sampled('stdev', 'Sample standard deviation; 0 for a single value.', 'stdev'),
  sampled('var', 'Sample variance; 0 for a single value.', 'var'),
  defineAggregate({
    name: 'median',
    doc: 'The middle value, halfway between the two middle ones of an even number.',
    syntax: 'median(<field>)',
    source: statsPage,
    arity: 'one',
    isNumeric: true,
    lower: (arg, scope) => scope.column('percentile', 'number', [numbers(arg, scope), numberLiteral(0.5)]),
  }),
  percentile(
    'perc<N>',
    /^(?:perc|p|exactperc|upperperc)(\d{1,2}(?:\.\d+)?|100)$/,
    'The N-th percentile, interpolated between data points.',
  ),
  defineAggregate({
    name: 'mode',
    doc: 'The most frequent value.',
    syntax: 'mode(<field>)',
    source: statsPage,
    arity: 'one',
    lower: (arg, scope) => scope.column('mode', 'dynamic', [texts(arg)]),
  }),
  defineAggregate({
    name: 'first',
    doc: 'The value on the first row, in input order, that has one.',
    syntax: 'first(<field>)',
    source: orderPage,
    arity: 'one',
    lower: (arg, scope) => firstOf(arg, scope, scope.order),
  }),
  defineAggregate({
    name: 'last',
    doc: 'The value on the last row, in input order, that has one.',
    syntax: 'last(<field>)',
    source: orderPage,
    arity: 'one',
    lower: (arg, scope) => firstOf(arg, scope, reverseOrder(scope.order)),
  }),
  byTime(
    'earliest',
    'The value on the row with the smallest `_time` that has one; of several rows the one read first.',
  ),
  byTime(
    'latest',
    'The value on the row with the largest `_time` that has one; of several rows the one read last.',
  ),
  timeOf('earliest_time', 'The smallest `_time` of the rows that have the field.'),
  timeOf('latest_time', 'The largest `_time` of the rows that have the field.'),
  defineAggregate({
    name: 'rate',
    doc: 'Change of the value a second: latest minus earliest, divided by the time between them.',
    syntax: 'rate(<field>)',
    source: timePage,
    arity: 'one',
    lower: (arg, scope) => {
      if (arg === null || arg.type === 'null' || scope.time.type === 'null') return nullLiteral;
      const value = numbers(arg, scope);
      const change = call(
        'number.subtract',
        'number',
        scope.column('argMax', 'number', [value, scope.time, ...scope.ties]),
        scope.column('argMin', 'number', [value, scope.time, ...scope.ties]),
      );
      const seconds = call(
        'number.subtract',
        'number',
        timeWherePresent(arg, scope, 'max'),
        timeWherePresent(arg, scope, 'min'),
      );
      return call('number.divide', 'number', change, seconds);
    },
  }),
];

function firstOf(arg: PlanExpr | null, scope: AggregateScope, order: AggregateScope['order']): PlanExpr {
  if (arg === null || arg.type === 'null') return nullLiteral;
  return scope.column('first', arg.type === 'text' ? 'dynamic' : arg.type, [arg], order);
}
