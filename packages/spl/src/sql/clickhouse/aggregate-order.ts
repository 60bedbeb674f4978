import type { PlanExpr } from '../../plan/expr.ts';
import type { SortKey } from '../../plan/plan.ts';
import type { RenderExpression } from '../dialect.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { isList } from './list-argument.ts';

/**
 * The sort keys as one tuple whose natural order is theirs: ClickHouse's aggregates take no ORDER BY. NULLs go last by a
 * member of their own; a descending number is negated, a descending text is the complement of its bytes, which a letter
 * after all digits ends so that a longer text comes before its own beginning.
 */
export function orderTuple(keys: readonly SortKey[], expression: RenderExpression): Sql {
  const members = keys.flatMap(({ expr, descending, nullsFirst }) => {
    const value = expression(expr);
    const isNull = isList(expr) ? sql`empty(${value})` : sql`isNull(${value})`;
    return [nullsFirst === true ? sql`(NOT ${isNull})` : isNull, sortable(value, expr, descending)];
  });
  return sql`tuple(${joinSql(members, sql`, `)})`;
}

function sortable(value: Sql, expr: PlanExpr, descending: boolean): Sql {
  if (isList(expr)) return descending ? complement(sql`arrayStringConcat(${value}, '\\0')`) : value;
  if (expr.type === 'number') {
    const number = sql`ifNull(${value}, 0e0)`;
    return descending ? sql`negate(${number})` : number;
  }
  if (expr.type === 'boolean') {
    const flag = sql`toInt8(ifNull(${value}, false))`;
    return descending ? sql`negate(${flag})` : flag;
  }
  const text = sql`ifNull(${value}, '')`;
  return descending ? complement(text) : text;
}

function complement(text: Sql): Sql {
  return sql`concat(translate(hex(${text}), '0123456789ABCDEF', 'FEDCBA9876543210'), 'G')`;
}
