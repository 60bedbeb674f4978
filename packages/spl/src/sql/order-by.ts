import type { SortKey } from '../plan/plan.ts';
import type { RenderExpression } from './dialect.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** The ORDER BY clause of sort keys, on a line of its own; empty without keys. */
export function orderBy(keys: readonly SortKey[], expression: RenderExpression): Sql {
  const parts = keys.map((key) => {
    const direction = key.descending ? sql`DESC` : sql`ASC`;
    const nulls = key.nullsFirst ? sql`NULLS FIRST` : sql`NULLS LAST`;
    return sql`${expression(key.expr)} ${direction} ${nulls}`;
  });
  return parts.length === 0 ? sql`` : sql`\nORDER BY ${joinSql(parts, sql`, `)}`;
}
