import { type Sql, sql } from '../sql.ts';

/** Epoch seconds as a TIMESTAMP in UTC, to the microsecond. */
export function timestamp(epochSeconds: Sql): Sql {
  return sql`make_timestamp(CAST(round(${epochSeconds} * 1e6) AS BIGINT))`;
}

/** The result for times in the years 1 to 9999, NULL for others (and NaN): DuckDB fails far outside them. */
export function inCalendar(epochSeconds: Sql, result: Sql): Sql {
  return sql`CASE WHEN ${epochSeconds} BETWEEN -62135596800e0 AND 253402300799e0 THEN ${result} END`;
}
