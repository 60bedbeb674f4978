import { joinSql, type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import { ordinal, type Part } from './part.ts';

/**
 * Marks the kept events that repeat an earlier kept one (`keep` = 2; first seen in reading order wins), and counts the
 * repeated records of each file, kept or not. Whether repeated ones stay is the caller's choice.
 */
export async function findDuplicates(
  database: Database,
  parts: readonly Part[],
  dropRepeats: boolean,
  control: RunControl,
): Promise<ReadonlyMap<number, number>> {
  const tables = parts.filter(({ kind }) => kind.identity.length > 0).map(({ table }) => table);
  if (tables.length === 0) return new Map();
  for (const table of tables) await database.run(sql`UPDATE ${table} SET keep = 1 WHERE keep = 2`, control);
  const repeated = sql`repeated_records`;
  try {
    await database.run(
      sql`CREATE OR REPLACE TABLE ${repeated} AS SELECT h, min(position) AS first FROM (${rowsOf(tables, sql`h`)}) GROUP BY h HAVING count(*) > 1`,
      control,
    );
    const counts = await database.rows(
      sql`SELECT f, count(*) FROM (${rowsOf(tables, sql`f, h`)}) JOIN ${repeated} USING (h) WHERE position <> first GROUP BY f`,
      control,
    );
    if (counts.length > 0 && dropRepeats) await markRepeats(database, tables, repeated, control);
    return new Map(counts.map(([file, count]) => [Number(file), Number(count)]));
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${repeated}`);
  }
}

function rowsOf(tables: readonly Sql[], columns: Sql): Sql {
  return joinSql(
    tables.map((table) => sql`SELECT ${columns}, ${ordinal} AS position FROM ${table} WHERE h IS NOT NULL`),
    sql` UNION ALL `,
  );
}

/** Among kept events the first kept one stays, even when an earlier copy of it was not kept. */
async function markRepeats(
  database: Database,
  tables: readonly Sql[],
  repeated: Sql,
  control: RunControl,
): Promise<void> {
  const kept = joinSql(
    tables.map(
      (table) =>
        sql`SELECT h, g, ${ordinal} AS position FROM ${table} WHERE keep = 1 AND h IN (SELECT h FROM ${repeated})`,
    ),
    sql` UNION ALL `,
  );
  const first = sql`first_kept`;
  try {
    await database.run(
      sql`CREATE OR REPLACE TABLE ${first} AS SELECT h, g, min(position) AS first FROM (${kept}) GROUP BY h, g HAVING count(*) > 1`,
      control,
    );
    for (const table of tables) {
      await database.run(
        sql`UPDATE ${table} SET keep = 2 FROM ${first} AS twin WHERE ${table}.keep = 1 AND ${table}.h = twin.h AND ${table}.g = twin.g AND (${table}.f::UBIGINT * 4294967296 + ${table}.rowid) <> twin.first`,
        control,
      );
    }
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${first}`);
  }
}
