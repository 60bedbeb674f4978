import { nullLiteral, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type { AggregateColumn, ExpandPlan, ValuesPlan } from '../../plan/plan.ts';
import type { Dialect, RenderExpression } from '../dialect.ts';
import { orderBy } from '../order-by.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { renderAggregate } from './aggregates.ts';
import { duckdbPrimitives } from './primitives.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';

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

function cast(value: Sql | null, type: SplType): Sql {
  return sql`CAST(${value ?? sql`NULL`} AS ${duckdbType(type)})`;
}

function values(plan: ValuesPlan, expression: RenderExpression): Sql {
  const row = (cells: readonly PlanExpr[]): Sql => {
    const parts = plan.columns.map(
      ({ id, type }, i) => sql`${cast(expression(cells[i] ?? nullLiteral), type)} AS ${quoteIdentifier(id)}`,
    );
    return sql`SELECT ${parts.length === 0 ? sql`1 AS "c0"` : joinSql(parts, sql`, `)}`;
  };
  return plan.rows.length === 0 ? sql`${row([])} WHERE false` : joinSql(plan.rows.map(row), sql` UNION ALL `);
}

function expand(plan: ExpandPlan, given: Sql, input: Sql): Sql {
  const list = sql`coalesce(${given}, [CAST(NULL AS VARCHAR)])`;
  const cut = plan.limit > 0 ? sql`(${list})[1:${quoteInteger(plan.limit)}]` : list;
  return sql`SELECT *, unnest(${cut}) AS ${quoteIdentifier(plan.id)}, CAST(unnest(range(1, len(${cut}) + 1)) AS DOUBLE) AS ${quoteIdentifier(plan.ordinalId)}\nFROM (${input})`;
}

function aggregate(column: AggregateColumn, expression: RenderExpression, window: Sql | null): Sql {
  return renderAggregate(column.fn, {
    args: column.args.map(expression),
    argType: column.args[0]?.type ?? 'null',
    order: column.order ? orderBy(column.order, expression) : sql``,
    window,
  });
}

/** Reading a random column keeps a condition in its place. */
function filterInPlace(rows: Sql, condition: Sql): Sql {
  const inPlace = sql`CASE WHEN "once" IS NOT NULL THEN ${condition} END`;
  return sql`SELECT * EXCLUDE ("once") FROM (SELECT *, random() AS "once" FROM (${rows}))\nWHERE ${inPlace}`;
}

export const duckdbDialect: Dialect = {
  name: 'DuckDB',
  primitives: duckdbPrimitives,
  nullableLists: true,
  identifier: quoteIdentifier,
  literal: quoteLiteral,
  lambda: (parameter, body) => sql`lambda ${parameter}: ${body}`,
  cast,
  values,
  expand,
  joinKey: (left, right) => sql`${left} = ${right}`,
  aggregate,
  lag: (value, _type, window) => sql`lag(${value}) ${window}`,
  filterInPlace,
};
