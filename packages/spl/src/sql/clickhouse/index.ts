import type { QueryPlan } from '../../plan/plan.ts';
import { renderQuery as renderQueryIn, type ScanSql, type TableSql } from '../render.ts';
import type { Sql } from '../sql.ts';
import { clickhouseDialect } from './dialect.ts';

export { clickhouseType as typeOf } from './dialect.ts';
export { quoteIdentifier, quoteText } from './quote.ts';
export { clickhouseSettings as settings } from './settings.ts';

/** A search as ClickHouse SQL. It relies on `settings`. */
export function renderQuery(query: QueryPlan, scan: ScanSql, table?: TableSql): Sql {
  return renderQueryIn(query, scan, clickhouseDialect, table);
}
