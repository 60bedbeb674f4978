import type { PlanExpr } from '../../plan/expr.ts';
import { type Sql, sql } from '../sql.ts';
import { quoteText } from './quote.ts';

const decimalPattern = quoteText('[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?');
const decimalPrefix = quoteText('^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$');

/**
 * True for text that looks like a decimal number. Every such text sorts before `:` (signs, the point and the digits
 * do), which spares the regular expression for almost all other text. `TRY_CAST` alone would also take ` 5`, `1_000`
 * and `nan`.
 */
export function looksNumeric(text: Sql): Sql {
  return sql`(${text} < ':' AND regexp_full_match(${text}, ${decimalPattern}))`;
}

/** The number of a text, NULL unless it looks like one. A large expression is written only once. */
export function toNumber(text: Sql, expr: PlanExpr | undefined): Sql {
  if (expr?.op === 'column') return sql`CASE WHEN ${looksNumeric(text)} THEN TRY_CAST(${text} AS DOUBLE) END`;
  return sql`TRY_CAST(regexp_extract(${text}, ${decimalPrefix}) AS DOUBLE)`;
}

const trailingZero = quoteText('\\.0$');

/** Integers below 1e16 without a fraction, else DuckDB's shortest form that reads back (`1e+16`, `1.5e-07`). Adding 0 makes -0 the 0 that it prints as. */
export function numberToText(number: Sql, expr: PlanExpr | undefined): Sql {
  if (expr?.op === 'column') {
    return sql`CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 1e16 THEN CAST(TRY_CAST(${number} AS BIGINT) AS VARCHAR) ELSE CAST(${number} AS VARCHAR) END`;
  }
  return sql`regexp_replace(CAST(${number} + 0e0 AS VARCHAR), ${trailingZero}, '')`;
}
