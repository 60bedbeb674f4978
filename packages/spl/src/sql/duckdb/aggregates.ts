import { InternalError } from '../../invariant.ts';
import type { SplType } from '../../plan/expr.ts';
import { type Sql, sql } from '../sql.ts';

/** What an aggregate is rendered from. */
export interface AggregateCall {
  readonly args: readonly Sql[];
  /** Type of the first argument; a multivalue argument counts each of its values. */
  readonly argType: SplType;
  /** Row order inside the group (`ORDER BY …`), for functions that depend on it; empty SQL otherwise. */
  readonly order: Sql;
  /** Completes an aggregate call: as it is under GROUP BY, with `OVER (…)` as a window function. */
  readonly over: (call: Sql) => Sql;
}

interface AggregateRow {
  /** Over one scalar a row. NULL arguments never count. */
  readonly scalar: (call: AggregateCall, value: Sql) => Sql;
  /** Over the concatenated list of all values; absent where a list is no different from a scalar. */
  readonly list?: (values: Sql, call: AggregateCall) => Sql;
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

const rows: Readonly<Record<string, AggregateRow>> = {
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
  min: plain(sql`min`, sql`'min'`),
  max: plain(sql`max`, sql`'max'`),
  minText: plain(sql`min`, sql`'min'`),
  maxText: plain(sql`max`, sql`'max'`),
  sum: plain(sql`sum`, sql`'sum'`),
  avg: plain(sql`avg`, sql`'avg'`),
  stdev: plain(sql`stddev_samp`, sql`'stddev_samp'`),
  stdevp: plain(sql`stddev_pop`, sql`'stddev_pop'`),
  var: plain(sql`var_samp`, sql`'var_samp'`),
  varp: plain(sql`var_pop`, sql`'var_pop'`),
  mode: plain(sql`mode`, sql`'mode'`),
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
    scalar: ({ over, order }, value) =>
      over(sql`first(${value} ${order}) FILTER (WHERE ${value} IS NOT NULL)`),
  },
  argMin: { scalar: ({ over, args }, value) => over(sql`arg_min(${value}, ${args[1] ?? sql`NULL`})`) },
  argMax: { scalar: ({ over, args }, value) => over(sql`arg_max(${value}, ${args[1] ?? sql`NULL`})`) },
};

/** DuckDB's SQL for an aggregate of the plan. */
export function renderAggregate(fn: string, call: AggregateCall): Sql {
  const row = rows[fn];
  if (!row) throw new InternalError(`internal error: the DuckDB dialect has no aggregate "${fn}"`);
  const value = call.args[0] ?? sql`NULL`;
  if (call.argType !== 'multivalue' || !row.list) return row.scalar(call, value);
  const all = sql`flatten(${call.over(sql`list(${value} ${call.order}) FILTER (WHERE ${value} IS NOT NULL)`)})`;
  return row.list(all, call);
}
