import type { PlanExpr } from '../../plan/expr.ts';
import type { QueryPlan } from '../../plan/plan.ts';
import { renderExpr as renderExprIn } from '../expr.ts';
import { renderQuery as renderQueryIn, type ScanSql, type TableSql } from '../render.ts';
import type { Sql } from '../sql.ts';
import { duckdbDialect } from './dialect.ts';

/** A search as DuckDB SQL. */
export function renderQuery(query: QueryPlan, scan: ScanSql, table?: TableSql): Sql {
  return renderQueryIn(query, scan, duckdbDialect, table);
}

/** A plan expression as DuckDB SQL; `column` gives the SQL of a plan column. */
export function renderExpr(expr: PlanExpr, column: (id: string) => Sql): Sql {
  return renderExprIn(expr, column, duckdbDialect);
}
