import { InternalError } from '../internal-error.ts';
import { call, type PlanExpr } from '../plan/expr.ts';
import type {
  AggregatePlan,
  FilterPlan,
  OutputColumn,
  Plan,
  QueryPlan,
  ScanPlan,
  TablePlan,
  UnionPlan,
  WindowColumn,
  WindowPlan,
} from '../plan/plan.ts';
import { expandedSize } from '../plan/walk.ts';
import type { Dialect } from './dialect.ts';
import { renderExpr } from './expr.ts';
import { orderBy } from './order-by.ts';
import { quoteInteger } from './quote-integer.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** SQL of a SELECT that gives the scan's columns under their ids. */
export type ScanSql = (scan: ScanPlan) => Sql;

/** SQL of a SELECT that gives the columns of a lookup table under their ids. */
export type TableSql = (table: TablePlan) => Sql;

/** For plans without lookups. */
const noTables: TableSql = ({ name }) => {
  throw new InternalError(`nobody gives the rows of the table "${name}"`);
};

const comma = sql`, `;

/** What every node is rendered with. */
interface Context {
  readonly scan: ScanSql;
  readonly table: TableSql;
  readonly dialect: Dialect;
  readonly column: (id: string) => Sql;
  readonly expression: (expr: PlanExpr) => Sql;
}

/** The whole query. Output columns come first, in order, named `o0`, `o1` …, then the key columns `k0` …. */
export function renderQuery(
  query: QueryPlan,
  scan: ScanSql,
  dialect: Dialect,
  table: TableSql = noTables,
): Sql {
  const column = (id: string): Sql => dialect.identifier(id);
  const expression = (expr: PlanExpr): Sql => renderExpr(expr, column, dialect);
  const context: Context = { scan, table, dialect, column, expression };
  const { plan } = query;
  const [input, order] = plan.op === 'sort' ? [plan.input, orderBy(plan.keys, expression)] : [plan, sql``];
  const outputs = [
    ...query.output.map((out, i) => named(out, `o${i}`, dialect)),
    ...query.keys.map((key, i) => named(key, `k${i}`, dialect)),
  ];
  const list = outputs.length === 0 ? sql`1 AS ${column('o0')}` : joinSql(outputs, comma);
  return sql`SELECT ${list}\nFROM (${renderPlan(input, context)})${order}`;
}

function named(out: OutputColumn, name: string, dialect: Dialect): Sql {
  const value = out.id === null ? dialect.cast(null, 'text') : dialect.identifier(out.id);
  return sql`${value} AS ${dialect.identifier(name)}`;
}

/** SQL of a SELECT that gives the plan's columns under their ids. */
function renderPlan(plan: Plan, context: Context): Sql {
  const { scan, table, dialect, column, expression } = context;
  switch (plan.op) {
    case 'scan':
      return scan(plan);
    case 'table':
      return table(plan);
    case 'values':
      return dialect.values(plan, expression);
    case 'filter':
      return renderFilter(plan, context);
    case 'extend': {
      const columns = plan.columns.map(({ id, expr }) => sql`${expression(expr)} AS ${column(id)}`);
      return sql`SELECT *, ${joinSql(columns, comma)}\nFROM (${renderPlan(plan.input, context)})`;
    }
    case 'aggregate':
      return renderAggregatePlan(plan, context);
    case 'window':
      return renderWindow(plan, context);
    case 'sort':
      return sql`SELECT * FROM (${renderPlan(plan.input, context)})${orderBy(plan.keys, expression)}`;
    case 'limit': {
      const [input, order] =
        plan.input.op === 'sort'
          ? [plan.input.input, orderBy(plan.input.keys, expression)]
          : [plan.input, sql``];
      const rows = quoteInteger(Math.max(0, Math.trunc(plan.rows)));
      return sql`SELECT * FROM (${renderPlan(input, context)})${order} LIMIT ${rows}`;
    }
    case 'expand':
      return dialect.expand(plan, expression(plan.list), renderPlan(plan.input, context));
    case 'join': {
      const on = plan.on.map(({ left, right }) =>
        dialect.joinKey(expression(left), expression(right), left.type),
      );
      const kind = plan.kind === 'left' ? sql`LEFT JOIN` : sql`JOIN`;
      return sql`SELECT * FROM (${renderPlan(plan.left, context)}) ${kind} (${renderPlan(plan.right, context)}) ON ${on.length === 0 ? sql`true` : joinSql(on, sql` AND `)}`;
    }
    case 'union':
      return renderUnion(plan, context);
  }
}

/**
 * A chain of filters as one WHERE. An engine may move a predicate below the computed columns that it reads by writing
 * their expressions out; where that would make it huge, it is kept in its place.
 */
function renderFilter(plan: FilterPlan, context: Context): Sql {
  const { dialect, expression } = context;
  const predicates: PlanExpr[] = [];
  let input: Plan = plan;
  for (; input.op === 'filter'; input = input.input) predicates.unshift(input.predicate);
  const all = call('and', 'boolean', ...predicates);
  const rows = renderPlan(input, context);
  return dialect.filterInPlace !== undefined && expandedSize(all, input) > movableSize
    ? dialect.filterInPlace(rows, expression(all))
    : sql`SELECT * FROM (${rows})\nWHERE ${expression(all)}`;
}

/** Nodes of a predicate that engines still handle in milliseconds. */
const movableSize = 10_000;

function renderAggregatePlan(plan: AggregatePlan, context: Context): Sql {
  const { dialect, column, expression } = context;
  const keys = plan.keys.map(({ id, expr }) => sql`${expression(expr)} AS ${column(id)}`);
  const values = plan.aggregates.map(
    (aggregate) => sql`${dialect.aggregate(aggregate, expression, null)} AS ${column(aggregate.id)}`,
  );
  const list =
    keys.length + values.length === 0
      ? sql`count(*) AS ${column('c0')}`
      : joinSql([...keys, ...values], comma);
  if (keys.length === 0) return sql`SELECT ${list}\nFROM (${renderPlan(plan.input, context)})`;
  const present = plan.keys.map(({ expr }) => call('isNotNull', 'boolean', expr));
  const rows = renderFilter(
    { op: 'filter', input: plan.input, predicate: call('and', 'boolean', ...present) },
    context,
  );
  const groups = joinSql(
    keys.map((_, i) => quoteInteger(i + 1)),
    comma,
  );
  return sql`SELECT ${list}\nFROM (${rows})\nGROUP BY ${groups}`;
}

function renderWindow(plan: WindowPlan, context: Context): Sql {
  const { column, expression } = context;
  const partition =
    plan.partition.length === 0
      ? sql``
      : sql`PARTITION BY ${joinSql(plan.partition.map(expression), comma)} `;
  const over = sql`OVER (${partition}${orderBy(plan.order, expression)}${frameSql(plan)})`;
  const columns = plan.columns.map(
    (window) => sql`${windowCall(window, over, context)} AS ${column(window.id)}`,
  );
  return sql`SELECT *, ${joinSql(columns, comma)}\nFROM (${renderPlan(plan.input, context)})`;
}

function frameSql({ frame }: WindowPlan): Sql {
  if (frame.kind === 'partition') return sql``;
  const from = frame.preceding === null ? sql`UNBOUNDED PRECEDING` : bound(-frame.preceding);
  const unit = frame.kind === 'rows' ? sql`ROWS` : sql`RANGE`;
  return sql` ${unit} BETWEEN ${from} AND ${bound(frame.following)}`;
}

function bound(offset: number): Sql {
  if (offset === 0) return sql`CURRENT ROW`;
  return offset < 0 ? sql`${quoteInteger(-offset)} PRECEDING` : sql`${quoteInteger(offset)} FOLLOWING`;
}

function windowCall(window: WindowColumn, over: Sql, { dialect, expression }: Context): Sql {
  if (window.fn === 'rowNumber') return dialect.cast(sql`row_number() ${over}`, 'number');
  if (window.fn !== 'lag') return dialect.aggregate(window, expression, over);
  const value = window.args[0];
  return value ? dialect.lag(expression(value), value.type, over) : dialect.cast(null, window.type);
}

function renderUnion(plan: UnionPlan, context: Context): Sql {
  const { dialect, column } = context;
  const parts = plan.inputs.map((input, i) => {
    const columns = plan.columns.map(({ id, type, from }) => {
      const source = from[i];
      const value = source === null || source === undefined ? null : column(source);
      return sql`${dialect.cast(value, type)} AS ${column(id)}`;
    });
    const list = columns.length === 0 ? sql`1 AS ${column('c0')}` : joinSql(columns, comma);
    return sql`SELECT ${list}\nFROM (${renderPlan(input, context)})`;
  });
  return joinSql(parts, sql`\nUNION ALL\n`);
}
