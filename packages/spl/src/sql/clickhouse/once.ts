import { type Sql, sql } from '../sql.ts';

/** Names a value for the SQL around it, so that it is written once however often the body uses it. */
export function once(value: Sql, name: Sql, body: Sql): Sql {
  return sql`arrayMap(${name} -> ${body}, [${value}])[1]`;
}
