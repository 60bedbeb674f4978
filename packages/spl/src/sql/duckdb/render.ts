import { call, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type {
  AggregateColumn,
  AggregatePlan,
  ExpandPlan,
  FilterPlan,
  OutputColumn,
  Plan,
  QueryPlan,
  ScanPlan,
  SortKey,
  UnionPlan,
  ValuesPlan,
  WindowPlan,
} from '../../plan/plan.ts';
import { expandedSize } from '../../plan/walk.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { renderAggregate } from './aggregates.ts';
import { renderExpr } from './expr.ts';
import { quoteIdentifier, quoteInteger } from './quote.ts';

/** SQL of a SELECT that gives the scan's columns under their ids. */
export type ScanSql = (scan: ScanPlan) => Sql;

const comma = sql`, `;
const column = (id: string): Sql => quoteIdentifier(id);
const expression = (expr: PlanExpr): Sql => renderExpr(expr, column);

/** DuckDB's type for a plan type. */
function duckdbType(type: SplType): Sql {
  switch (type) {
    case 'number':
      return sql`DOUBLE`;
    case 'boolean':
      return sql`BOOLEAN`;
    case 'multivalue':
      return sql`VARCHAR[]`;
    case 'text':
    case 'dynamic':
    case 'null':
      return sql`VARCHAR`;
  }
}

/** The whole query. Output columns come first, in order, named `o0`, `o1` …, then the key columns `k0` …. */
export function renderQuery(query: QueryPlan, scan: ScanSql): Sql {
  const { plan } = query;
  const [input, order] = plan.op === 'sort' ? [plan.input, orderBy(plan.keys)] : [plan, sql``];
  const outputs = [
    ...query.output.map((out, i) => named(out, `o${i}`)),
    ...query.keys.map((key, i) => named(key, `k${i}`)),
  ];
  const list = outputs.length === 0 ? sql`1 AS "o0"` : joinSql(outputs, comma);
  return sql`SELECT ${list}\nFROM (${renderPlan(input, scan)})${order}`;
}

function named(out: OutputColumn, name: string): Sql {
  const value = out.id === null ? sql`CAST(NULL AS VARCHAR)` : column(out.id);
  return sql`${value} AS ${quoteIdentifier(name)}`;
}

/** SQL of a SELECT that gives the plan's columns under their ids. */
function renderPlan(plan: Plan, scan: ScanSql): Sql {
  switch (plan.op) {
    case 'scan':
      return scan(plan);
    case 'values':
      return renderValues(plan);
    case 'filter':
      return renderFilter(plan, scan);
    case 'extend': {
      const columns = plan.columns.map(({ id, expr }) => sql`${expression(expr)} AS ${column(id)}`);
      return sql`SELECT *, ${joinSql(columns, comma)}\nFROM (${renderPlan(plan.input, scan)})`;
    }
    case 'aggregate':
      return renderAggregatePlan(plan, scan);
    case 'window':
      return renderWindow(plan, renderPlan(plan.input, scan));
    case 'sort':
      return sql`SELECT * FROM (${renderPlan(plan.input, scan)})${orderBy(plan.keys)}`;
    case 'limit': {
      const [input, order] =
        plan.input.op === 'sort' ? [plan.input.input, orderBy(plan.input.keys)] : [plan.input, sql``];
      const rows = quoteInteger(Math.max(0, Math.trunc(plan.rows)));
      return sql`SELECT * FROM (${renderPlan(input, scan)})${order} LIMIT ${rows}`;
    }
    case 'expand':
      return renderExpand(plan, renderPlan(plan.input, scan));
    case 'join': {
      const on = plan.on.map(({ left, right }) => sql`${expression(left)} = ${expression(right)}`);
      const kind = plan.kind === 'left' ? sql`LEFT JOIN` : sql`JOIN`;
      return sql`SELECT * FROM (${renderPlan(plan.left, scan)}) ${kind} (${renderPlan(plan.right, scan)}) ON ${joinSql(on, sql` AND `)}`;
    }
    case 'union':
      return renderUnion(plan, scan);
  }
}

/**
 * A chain of filters as one WHERE. DuckDB moves a predicate below the computed columns that it reads by writing their
 * expressions out; where that would make it huge, reading a random column keeps it in its place.
 */
function renderFilter(plan: FilterPlan, scan: ScanSql): Sql {
  const predicates: PlanExpr[] = [];
  let input: Plan = plan;
  for (; input.op === 'filter'; input = input.input) predicates.unshift(input.predicate);
  const all = call('and', 'boolean', ...predicates);
  const rows = renderPlan(input, scan);
  if (expandedSize(all, input) <= movableSize) return sql`SELECT * FROM (${rows})\nWHERE ${expression(all)}`;
  const inPlace = sql`CASE WHEN "once" IS NOT NULL THEN ${expression(all)} END`;
  return sql`SELECT * EXCLUDE ("once") FROM (SELECT *, random() AS "once" FROM (${rows}))\nWHERE ${inPlace}`;
}

/** Nodes of a predicate that DuckDB still handles in milliseconds. */
const movableSize = 10_000;

function orderBy(keys: readonly SortKey[]): Sql {
  const parts = keys.map((key) => {
    const direction = key.descending ? sql`DESC` : sql`ASC`;
    const nulls = key.nullsFirst ? sql`NULLS FIRST` : sql`NULLS LAST`;
    return sql`${expression(key.expr)} ${direction} ${nulls}`;
  });
  return parts.length === 0 ? sql`` : sql`\nORDER BY ${joinSql(parts, comma)}`;
}

function renderValues(plan: ValuesPlan): Sql {
  const typed = (expr: PlanExpr, type: SplType): Sql => sql`CAST(${expression(expr)} AS ${duckdbType(type)})`;
  const row = (cells: readonly PlanExpr[]): Sql => {
    const parts = plan.columns.map(
      ({ id, type }, i) => sql`${typed(cells[i] ?? nullOf, type)} AS ${column(id)}`,
    );
    return sql`SELECT ${parts.length === 0 ? sql`1 AS "c0"` : joinSql(parts, comma)}`;
  };
  return plan.rows.length === 0 ? sql`${row([])} WHERE false` : joinSql(plan.rows.map(row), sql` UNION ALL `);
}

const nullOf: PlanExpr = { op: 'literal', value: null, type: 'null' };

function renderAggregatePlan(plan: AggregatePlan, scan: ScanSql): Sql {
  const keys = plan.keys.map(({ id, expr }) => sql`${expression(expr)} AS ${column(id)}`);
  const values = plan.aggregates.map(
    (aggregate) => sql`${aggregateSql(aggregate, null)} AS ${column(aggregate.id)}`,
  );
  const list =
    keys.length + values.length === 0 ? sql`count(*) AS "c0"` : joinSql([...keys, ...values], comma);
  if (keys.length === 0) return sql`SELECT ${list}\nFROM (${renderPlan(plan.input, scan)})`;
  const present = plan.keys.map(({ expr }) => call('isNotNull', 'boolean', expr));
  const rows = renderFilter(
    { op: 'filter', input: plan.input, predicate: call('and', 'boolean', ...present) },
    scan,
  );
  const groups = joinSql(
    keys.map((_, i) => quoteInteger(i + 1)),
    comma,
  );
  return sql`SELECT ${list}\nFROM (${rows})\nGROUP BY ${groups}`;
}

function renderWindow(plan: WindowPlan, input: Sql): Sql {
  const partition =
    plan.partition.length === 0
      ? sql``
      : sql`PARTITION BY ${joinSql(plan.partition.map(expression), comma)} `;
  const over = sql`OVER (${partition}${orderBy(plan.order)}${frameSql(plan)})`;
  const columns = plan.columns.map((window) => sql`${windowCall(window, over)} AS ${column(window.id)}`);
  return sql`SELECT *, ${joinSql(columns, comma)}\nFROM (${input})`;
}

function frameSql({ frame }: WindowPlan): Sql {
  if (frame.kind === 'partition') return sql``;
  const from = frame.preceding === null ? sql`UNBOUNDED PRECEDING` : bound(-frame.preceding);
  return sql` ROWS BETWEEN ${from} AND ${bound(frame.following)}`;
}

function bound(offset: number): Sql {
  if (offset === 0) return sql`CURRENT ROW`;
  return offset < 0 ? sql`${quoteInteger(-offset)} PRECEDING` : sql`${quoteInteger(offset)} FOLLOWING`;
}

function windowCall(window: WindowPlan['columns'][number], over: Sql): Sql {
  if (window.fn === 'rowNumber') return sql`CAST(row_number() ${over} AS DOUBLE)`;
  if (window.fn === 'lag')
    return sql`lag(${window.args[0] ? expression(window.args[0]) : sql`NULL`}) ${over}`;
  return aggregateSql(window, over);
}

function aggregateSql({ fn, args, order }: AggregateColumn, window: Sql | null): Sql {
  return renderAggregate(fn, {
    args: args.map(expression),
    argType: args[0]?.type ?? 'null',
    order: order ? orderBy(order) : sql``,
    window,
  });
}

/** A NULL list keeps its row, with a NULL value. */
function renderExpand(plan: ExpandPlan, input: Sql): Sql {
  const list = sql`coalesce(${expression(plan.list)}, [CAST(NULL AS VARCHAR)])`;
  const cut = plan.limit > 0 ? sql`(${list})[1:${quoteInteger(plan.limit)}]` : list;
  return sql`SELECT *, unnest(${cut}) AS ${column(plan.id)}, CAST(unnest(range(1, len(${cut}) + 1)) AS DOUBLE) AS ${column(plan.ordinalId)}\nFROM (${input})`;
}

function renderUnion(plan: UnionPlan, scan: ScanSql): Sql {
  const parts = plan.inputs.map((input, i) => {
    const columns = plan.columns.map(({ id, type, from }) => {
      const source = from[i];
      const value = source === null || source === undefined ? sql`NULL` : column(source);
      return sql`CAST(${value} AS ${duckdbType(type)}) AS ${column(id)}`;
    });
    return sql`SELECT ${columns.length === 0 ? sql`1 AS "c0"` : joinSql(columns, comma)}\nFROM (${renderPlan(input, scan)})`;
  });
  return joinSql(parts, sql`\nUNION ALL\n`);
}
