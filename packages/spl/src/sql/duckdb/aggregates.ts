import { InternalError } from '../../internal-error.ts';
import type { SplType } from '../../plan/expr.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { quoteText } from './quote.ts';

/** What an aggregate is rendered from. */
export interface AggregateCall {
  readonly args: readonly Sql[];
  /** Type of the first argument; a multivalue argument counts each of its values. */
  readonly argType: SplType;
  /** Row order inside the group (`ORDER BY …`), for functions that depend on it; empty SQL otherwise. */
  readonly order: Sql;
  /** The window of a window function; null under GROUP BY. */
  readonly window: Sql | null;
}

interface OpenCall extends AggregateCall {
  /** Completes an aggregate call: as it is under GROUP BY, with `OVER (…)` as a window function. */
  readonly over: (call: Sql) => Sql;
}

interface AggregateRow {
  /** Over one scalar a row. NULL arguments never count. */
  readonly scalar: (call: OpenCall, value: Sql) => Sql;
  /** Over the concatenated list of all values; absent where a list is no different from a scalar. */
  readonly list?: (values: Sql, call: OpenCall) => Sql;
}

const double = (value: Sql): Sql => sql`CAST(${value} AS DOUBLE)`;
const nonEmpty = (list: Sql): Sql => sql`CASE WHEN len(${list}) > 0 THEN ${list} END`;

/** A function that DuckDB has under the same contract: NULLs ignored, NULL over nothing. */
function plain(name: Sql, listName: Sql): AggregateRow {
  return {
    scalar: ({ over }, value) => over(sql`${name}(${value})`),
    list: (values) => sql`list_aggregate(${values}, ${listName})`,
  };
}

/**
 * A deviation or variance: DuckDB fails when squares overflow, so that values beyond 1e150 give NULL. The list form is
 * for values without NULLs.
 */
function spread(name: Sql, listName: Sql): AggregateRow {
  return {
    scalar: ({ over }, value) => {
      const largest = over(sql`max(abs(${value}))`);
      const bounded = over(sql`${name}(CASE WHEN abs(${value}) < 1e150 THEN ${value} END)`);
      return sql`CASE WHEN ${largest} < 1e150 THEN ${bounded} END`;
    },
    list: (values) => {
      const bounded = sql`list_filter(${values}, lambda v: abs(v) < 1e150)`;
      return sql`CASE WHEN len(${bounded}) = list_count(${values}) THEN list_aggregate(${bounded}, ${listName}) END`;
    },
  };
}

/** The most frequent value of a histogram; of several the first by code point. */
function mostFrequent(histogram: Sql): Sql {
  const counted = sql`list_transform(map_entries(${histogram}), lambda e: {'c': -CAST(e.value AS BIGINT), 'v': e.key})`;
  return sql`list_sort(${counted})[1].v`;
}

/** What decides which row has the least: the second argument, and those after it between rows that tie. */
function rank([, first = sql`NULL`, ...ties]: readonly Sql[]): Sql {
  if (ties.length === 0) return first;
  const members = [first, ...ties].map((tie, i) => sql`${quoteText(`k${i}`)}: ${tie}`);
  return sql`CASE WHEN ${first} IS NOT NULL THEN {${joinSql(members, sql`, `)}} END`;
}

/**
 * The 1-based places in a list of times, newest first, at which a session begins: one is at most `span` long and has at
 * most `size` rows. The state of the walk is the list itself: time and place of each beginning, one after the other.
 */
function sessionStarts(times: Sql, span: Sql, size: Sql): Sql {
  const pairs = sql`list_transform(${times}, lambda t, i: [t, CAST(i AS DOUBLE)])`;
  const isNext = sql`acc[len(acc) - 1] - e[1] > ${span} OR e[2] - acc[len(acc)] >= ${size}`;
  const walked = sql`list_reduce(${pairs}, lambda acc, e: CASE WHEN ${isNext} THEN acc || e ELSE acc END)`;
  return sql`list_transform(list_filter(${walked}, lambda v, i: i % 2 = 0), lambda v: CAST(CAST(v AS BIGINT) AS VARCHAR))`;
}

const rows = {
  countRows: { scalar: ({ over }) => double(over(sql`count(*)`)) },
  count: {
    scalar: ({ over }, value) => double(over(sql`count(${value})`)),
    list: (values) => sql`coalesce(CAST(len(${values}) AS DOUBLE), 0)`,
  },
  countTrue: { scalar: ({ over }, value) => double(over(sql`count(CASE WHEN ${value} THEN 1 END)`)) },
  countDistinct: {
    scalar: ({ over }, value) => double(over(sql`count(DISTINCT ${value})`)),
    list: (values) => sql`coalesce(CAST(list_unique(${values}) AS DOUBLE), 0)`,
  },
  values: {
    scalar: ({ over }, value) =>
      sql`list_sort(${over(sql`list(DISTINCT ${value}) FILTER (WHERE ${value} IS NOT NULL)`)})`,
    list: (values) => nonEmpty(sql`list_sort(list_distinct(${values}))`),
  },
  list: {
    scalar: ({ over, order }, value) =>
      sql`(${over(sql`list(${value} ${order}) FILTER (WHERE ${value} IS NOT NULL)`)})[1:100]`,
    list: (values) => nonEmpty(sql`(${values})[1:100]`),
  },
  listAll: {
    scalar: ({ over, order }, value) =>
      over(sql`list(${value} ${order}) FILTER (WHERE ${value} IS NOT NULL)`),
    list: nonEmpty,
  },
  min: plain(sql`min`, sql`'min'`),
  max: plain(sql`max`, sql`'max'`),
  minText: plain(sql`min`, sql`'min'`),
  maxText: plain(sql`max`, sql`'max'`),
  sum: plain(sql`sum`, sql`'sum'`),
  avg: plain(sql`avg`, sql`'avg'`),
  stdev: spread(sql`stddev_samp`, sql`'stddev_samp'`),
  stdevp: spread(sql`stddev_pop`, sql`'stddev_pop'`),
  var: spread(sql`var_samp`, sql`'var_samp'`),
  varp: spread(sql`var_pop`, sql`'var_pop'`),
  mode: {
    scalar: ({ over }, value) => mostFrequent(over(sql`histogram(${value})`)),
    list: (values) => mostFrequent(sql`list_aggregate(${values}, 'histogram')`),
  },
  sumsq: {
    scalar: ({ over }, value) => over(sql`sum(${value} * ${value})`),
    list: (values) => sql`list_aggregate(list_transform(${values}, lambda v: v * v), 'sum')`,
  },
  range: {
    scalar: ({ over }, value) => sql`(${over(sql`max(${value})`)} - ${over(sql`min(${value})`)})`,
    list: (values) => sql`(list_aggregate(${values}, 'max') - list_aggregate(${values}, 'min'))`,
  },
  percentile: {
    scalar: ({ over, args }, value) => over(sql`quantile_cont(${value}, ${args[1] ?? sql`0.5`})`),
    list: (values, { args }) => sql`list_aggregate(${values}, 'quantile_cont', ${args[1] ?? sql`0.5`})`,
  },
  first: {
    scalar: ({ window, order }, value) =>
      window
        ? sql`first_value(${value} ${order} IGNORE NULLS) ${window}`
        : sql`first(${value} ${order}) FILTER (WHERE ${value} IS NOT NULL)`,
  },
  sessionStarts: {
    scalar: ({ over, args, order }, time) =>
      sessionStarts(over(sql`list(${time} ${order})`), args[1] ?? sql`0`, args[2] ?? sql`0`),
  },
  argMin: { scalar: ({ over, args }, value) => over(sql`arg_min(${value}, ${rank(args)})`) },
  argMax: { scalar: ({ over, args }, value) => over(sql`arg_max(${value}, ${rank(args)})`) },
} satisfies Readonly<Record<string, AggregateRow>>;

/** The aggregates that every dialect has. */
export type AggregateName = keyof typeof rows;

/** DuckDB's SQL for an aggregate of the plan. */
export function renderAggregate(fn: string, call: AggregateCall): Sql {
  const row: AggregateRow | undefined = Object.hasOwn(rows, fn) ? rows[fn as AggregateName] : undefined;
  if (!row) throw new InternalError(`internal error: the DuckDB dialect has no aggregate "${fn}"`);
  const { window, args, argType, order } = call;
  const over = (aggregate: Sql): Sql => (window ? sql`${aggregate} ${window}` : aggregate);
  const value = args[0] ?? sql`NULL`;
  if (argType !== 'multivalue' || !row.list) return row.scalar({ ...call, over }, value);
  const all = sql`flatten(${over(sql`list(${value} ${order}) FILTER (WHERE ${value} IS NOT NULL)`)})`;
  return row.list(all, { ...call, over });
}
