import type { PlanExpr, SplType } from '../../plan/expr.ts';
import { nullLiteral } from '../../plan/expr.ts';
import type { ExpandPlan, ValuesPlan } from '../../plan/plan.ts';
import type { Dialect, RenderExpression } from '../dialect.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { renderAggregate } from './aggregates.ts';
import { clickhousePrimitives } from './primitives.ts';
import { emptyList, quoteIdentifier, quoteLiteral, quoteText } from './quote.ts';

const comma = sql`, `;

/** ClickHouse's type for a plan type: all are Nullable but the list, whose NULL is the empty one. */
export function clickhouseType(type: SplType): Sql {
  switch (type) {
    case 'number':
      return sql`Nullable(Float64)`;
    case 'boolean':
      return sql`Nullable(Bool)`;
    case 'multivalue':
      return sql`Array(String)`;
    case 'text':
    case 'dynamic':
    case 'null':
      return sql`Nullable(String)`;
  }
}

function cast(value: Sql | null, type: SplType): Sql {
  if (value === null) return quoteLiteral({ op: 'literal', value: null, type });
  return sql`CAST(${value} AS ${clickhouseType(type)})`;
}

/** Rows of constants, which the table function reads without a SELECT for each. */
function values(plan: ValuesPlan, expression: RenderExpression): Sql {
  if (plan.columns.length === 0) {
    return sql`SELECT 1 AS \`c0\` FROM numbers(${quoteInteger(plan.rows.length)})`;
  }
  const ids = plan.columns.map(({ id }) => quoteIdentifier(id));
  if (plan.rows.length === 0) {
    const nothing = plan.columns.map(({ type }, i) => sql`${cast(null, type)} AS ${ids[i] ?? sql`c`}`);
    return sql`SELECT ${joinSql(nothing, comma)} WHERE false`;
  }
  const structure = plan.columns
    .map(({ type }, i) => `${ids[i]?.text ?? ''} ${clickhouseType(type).text}`)
    .join(', ');
  const rows = plan.rows.map((cells) => {
    const parts = plan.columns.map(({ type }, i) => cell(cells[i] ?? nullLiteral, type, expression));
    return sql`(${joinSql(parts, comma)})`;
  });
  return sql`SELECT * FROM values(${quoteText(structure)}, ${joinSql(rows, comma)})`;
}

function cell(expr: PlanExpr, type: SplType, expression: RenderExpression): Sql {
  if (expr.op === 'literal' && expr.value === null) return type === 'multivalue' ? emptyList : sql`NULL`;
  const isPlain = expr.op === 'literal' && (expr.type === type || isText(expr.type) === isText(type));
  return isPlain ? expression(expr) : cast(expression(expr), type);
}

function isText(type: SplType): boolean {
  return type === 'text' || type === 'dynamic';
}

function expand(plan: ExpandPlan, given: Sql, input: Sql): Sql {
  const list = quoteIdentifier(`list of ${plan.id}`);
  const cut = plan.limit > 0 ? sql`arraySlice(${given}, 1, ${quoteInteger(plan.limit)})` : given;
  const filled = sql`if(empty(${given}), [CAST(NULL AS Nullable(String))], CAST(${cut} AS Array(Nullable(String))))`;
  const ordinals = sql`arrayMap(i -> toFloat64(i), arrayEnumerate(${list}))`;
  return sql`SELECT * EXCEPT (${list}), ${quoteIdentifier(plan.id)}, ${quoteIdentifier(plan.ordinalId)}\nFROM (SELECT *, ${filled} AS ${list} FROM (${input}))\nARRAY JOIN ${list} AS ${quoteIdentifier(plan.id)}, ${ordinals} AS ${quoteIdentifier(plan.ordinalId)}`;
}

/** The empty list is NULL, which equals nothing. */
function joinKey(left: Sql, right: Sql, type: SplType): Sql {
  const equal = sql`${left} = ${right}`;
  return type === 'multivalue' ? sql`${equal} AND notEmpty(${left})` : equal;
}

export const clickhouseDialect: Dialect = {
  name: 'ClickHouse',
  primitives: clickhousePrimitives,
  nullableLists: false,
  identifier: quoteIdentifier,
  literal: quoteLiteral,
  lambda: (parameter, body) => sql`${parameter} -> ${body}`,
  cast,
  values,
  expand,
  joinKey,
  aggregate: renderAggregate,
  lag: (value, type, window) =>
    sql`lag(${type === 'multivalue' ? value : sql`toNullable(${value})`}) ${window}`,
};
