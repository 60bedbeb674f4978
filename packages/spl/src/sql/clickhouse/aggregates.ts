import { InternalError } from '../../internal-error.ts';
import type { PlanExpr } from '../../plan/expr.ts';
import type { AggregateColumn } from '../../plan/plan.ts';
import type { RenderExpression } from '../dialect.ts';
import type { AggregateName } from '../duckdb/aggregates.ts';
import { type Sql, sql } from '../sql.ts';
import { orderTuple } from './aggregate-order.ts';
import { isList } from './list-argument.ts';
import { once } from './once.ts';
import { quoteNumber, quoteText } from './quote.ts';
import { typedNull } from './typed-nulls.ts';

interface Call {
  readonly column: AggregateColumn;
  readonly expression: RenderExpression;
  /** Completes an aggregate call: as it is under GROUP BY, with `OVER (…)` as a window function. */
  readonly over: (call: Sql) => Sql;
}

interface AggregateRow {
  /** Over one scalar a row. NULL arguments never count. */
  readonly scalar: (call: Call, value: Sql) => Sql;
  /** Over the concatenated list of all values; absent where a list is no different from a scalar. */
  readonly list?: (values: Sql, call: Call) => Sql;
}

const double = (value: Sql): Sql => sql`toFloat64(${value})`;

/** A function whose contract is ours with `OrNull`: NULLs ignored, NULL over nothing. */
function plain(name: string): AggregateRow {
  const call: Sql = { kind: 'sql', text: `${name}OrNull` };
  return {
    scalar: ({ over }, value) => over(sql`${call}(${value})`),
    list: (values) => sql`arrayReduce(${quoteText(call.text)}, ${values})`,
  };
}

/** A deviation or variance: values beyond 1e150 give NULL, as squares would overflow; so does a sample of one. */
function spread(name: string, least: Sql): AggregateRow {
  const call: Sql = { kind: 'sql', text: `${name}OrNull` };
  return {
    scalar: ({ over }, value) => {
      const largest = over(sql`maxOrNull(abs(${value}))`);
      const count = over(sql`count(${value})`);
      return sql`if(${largest} < 1e150 AND ${count} >= ${least}, ${over(sql`${call}(${value})`)}, NULL)`;
    },
    list: (values) =>
      once(
        sql`arrayFilter(v -> isNotNull(v), ${values})`,
        sql`l`,
        sql`if(arrayAll(v -> abs(v) < 1e150, l) AND length(l) >= ${least}, arrayReduce(${quoteText(call.text)}, l), NULL)`,
      ),
  };
}

/** The most frequent value of parallel lists of values and counts; of several the first by code point. */
function mostFrequent(counted: Sql): Sql {
  return once(counted, sql`h`, sql`arrayElementOrNull(arraySort((k, c) -> (-toInt64(c), k), h.1, h.2), 1)`);
}

/** The level of a percentile is a parameter of the function, which must be a constant. */
function quantile({ column }: Call): string {
  const level = column.args[1];
  const value = level?.op === 'literal' ? Number(level.value) : 0.5;
  return `quantileExactInclusiveOrNull(${quoteNumber(value).text})`;
}

/** Values in row order, a value or a list a row. */
function gathered({ column, expression, over }: Call, value: Sql): Sql {
  const isPresent = isList(column.args[0]) ? sql`notEmpty(${value})` : sql`isNotNull(${value})`;
  const item = isList(column.args[0]) ? value : sql`assumeNotNull(${value})`;
  if (!column.order?.length) return over(sql`groupArrayIf(${item}, ${isPresent})`);
  const pairs = over(
    sql`groupArrayIf(tuple(${orderTuple(column.order, expression)}, ${item}), ${isPresent})`,
  );
  return sql`arrayMap(p -> p.2, arraySort(p -> p.1, ${pairs}))`;
}

const first: AggregateRow = {
  scalar: (call, value) => {
    const { column, expression, over } = call;
    const isPresent = isList(column.args[0]) ? sql`notEmpty(${value})` : sql`isNotNull(${value})`;
    const name = isList(column.args[0]) ? sql`argMinIf` : sql`argMinOrNullIf`;
    const order = orderTuple(column.order ?? [], expression);
    const rank = column.order?.length ? order : sql`tuple(1)`;
    return over(sql`${name}(${value}, ${rank}, ${isPresent})`);
  },
};

/** The value of the row that ranks first (or last) by the second argument, and those after it between rows that tie. */
function ranked(which: 'argMin' | 'argMax'): AggregateRow {
  return {
    scalar: ({ column, expression, over }, value) => {
      const [target, by, ...ties] = column.args;
      const keys = [by, ...ties].flatMap((expr) => (expr === undefined ? [] : [{ expr, descending: false }]));
      const isPresent = isList(target) ? sql`notEmpty(${value})` : sql`isNotNull(${value})`;
      const isRanked = by === undefined ? sql`true` : sql`isNotNull(${expression(by)})`;
      const name: Sql = { kind: 'sql', text: isList(target) ? `${which}If` : `${which}OrNullIf` };
      return over(sql`${name}(${value}, ${orderTuple(keys, expression)}, ${isPresent} AND ${isRanked})`);
    },
  };
}

/**
 * The 1-based places in a list of times, newest first, at which a session begins: one is at most `span` long and has at
 * most `size` rows. The state of the walk is the list itself: time and place of each beginning, one after the other.
 */
function sessionStarts(times: Sql, span: Sql, size: Sql): Sql {
  const isNext = sql`empty(acc) OR acc[-2] - t > ${span} OR i - acc[-1] >= ${size}`;
  const places = sql`arrayMap(i -> toFloat64(i), arrayEnumerate(l))`;
  const walked = sql`arrayFold((acc, t, i) -> if(${isNext}, arrayConcat(acc, [t, i]), acc), l, ${places}, CAST([], 'Array(Float64)'))`;
  const found = once(
    walked,
    sql`w`,
    sql`arrayMap(v -> toString(toUInt64(v)), arrayFilter((v, i) -> i % 2 = 0, w, arrayEnumerate(w)))`,
  );
  return once(times, sql`l`, found);
}

const rows: Readonly<Record<AggregateName, AggregateRow>> = {
  countRows: { scalar: ({ over }) => double(over(sql`count()`)) },
  count: {
    scalar: ({ over }, value) => double(over(sql`count(${value})`)),
    list: (values) => double(sql`length(${values})`),
  },
  countTrue: { scalar: ({ over }, value) => double(over(sql`countIf(ifNull(${value}, false))`)) },
  countDistinct: {
    scalar: ({ over }, value) => double(over(sql`uniqExact(${value})`)),
    list: (values) => double(sql`arrayUniq(${values})`),
  },
  values: {
    scalar: ({ over }, value) => sql`arraySort(${over(sql`groupUniqArray(${value})`)})`,
    list: (values) => sql`arraySort(arrayDistinct(${values}))`,
  },
  list: {
    scalar: (call, value) => sql`arraySlice(${gathered(call, value)}, 1, 100)`,
    list: (values) => sql`arraySlice(${values}, 1, 100)`,
  },
  listAll: { scalar: gathered, list: (values) => values },
  min: plain('min'),
  max: plain('max'),
  minText: plain('min'),
  maxText: plain('max'),
  sum: plain('sum'),
  avg: plain('avg'),
  stdev: spread('stddevSampStable', sql`2`),
  stdevp: spread('stddevPopStable', sql`1`),
  var: spread('varSampStable', sql`2`),
  varp: spread('varPopStable', sql`1`),
  mode: {
    scalar: ({ over }, value) =>
      mostFrequent(over(sql`sumMapIf([assumeNotNull(${value})], [1], isNotNull(${value}))`)),
    list: (values) =>
      mostFrequent(sql`arrayReduce('sumMap', arrayMap(v -> [v], ${values}), arrayMap(v -> [1], ${values}))`),
  },
  sumsq: {
    scalar: ({ over }, value) => over(sql`sumOrNull(${value} * ${value})`),
    list: (values) => sql`arrayReduce('sumOrNull', arrayMap(v -> v * v, ${values}))`,
  },
  range: {
    scalar: ({ over }, value) => sql`(${over(sql`maxOrNull(${value})`)} - ${over(sql`minOrNull(${value})`)})`,
    list: (values) => sql`(arrayReduce('maxOrNull', ${values}) - arrayReduce('minOrNull', ${values}))`,
  },
  percentile: {
    scalar: (call, value) => call.over(sql`${{ kind: 'sql', text: quantile(call) }}(${value})`),
    list: (values, call) => sql`arrayReduce(${quoteText(quantile(call))}, ${values})`,
  },
  first,
  sessionStarts: {
    scalar: (call, time) => {
      const [, span, size] = call.column.args;
      const number = (expr: PlanExpr | undefined): Sql => (expr ? call.expression(expr) : sql`0`);
      return sessionStarts(gathered(call, time), number(span), number(size));
    },
  },
  argMin: ranked('argMin'),
  argMax: ranked('argMax'),
};

/** Aggregates of texts; the others are of numbers. */
const texts: ReadonlySet<string> = new Set<AggregateName>([
  'count',
  'countDistinct',
  'values',
  'list',
  'listAll',
  'minText',
  'maxText',
  'mode',
  'first',
  'argMin',
  'argMax',
]);

/** ClickHouse's SQL for an aggregate of the plan. */
export function renderAggregate(
  column: AggregateColumn,
  expression: RenderExpression,
  window: Sql | null,
): Sql {
  const row = Object.hasOwn(rows, column.fn) ? rows[column.fn as AggregateName] : undefined;
  if (!row) throw new InternalError(`internal error: the ClickHouse dialect has no aggregate "${column.fn}"`);
  const over = (aggregate: Sql): Sql => (window ? sql`${aggregate} ${window}` : aggregate);
  const call: Call = { column, expression, over };
  const argument: PlanExpr | undefined = column.args[0];
  const type = texts.has(column.fn) ? 'text' : column.fn === 'countTrue' ? 'boolean' : 'number';
  const value = argument ? typedNull(expression(argument), argument, type) : sql`NULL`;
  if (!isList(argument) || !row.list) return row.scalar(call, value);
  return row.list(sql`arrayFlatten(${gathered(call, value)})`, call);
}
