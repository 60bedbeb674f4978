import { joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import { identityOf, ordinal, type Part, rowFacts } from './part.ts';

/**
 * Marks the kept events that repeat an earlier kept one (first seen in reading order wins), and counts the
 * repeated records of each file, kept or not. Whether repeated ones stay is the caller's choice.
 */
export async function findDuplicates(
  database: Database,
  parts: readonly Part[],
  dropRepeats: boolean,
  control: RunControl,
): Promise<ReadonlyMap<number, number>> {
  const known = parts.filter(({ kind }) => kind.identity.length > 0);
  if (known.length === 0) return new Map();
  // Marks of an earlier look at the same parts are void.
  for (const { table } of known) {
    await database.run(
      sql`UPDATE ${table} SET x = ${rowFacts.withoutRepeat} WHERE ${rowFacts.isKept} AND NOT ${rowFacts.isSeen}`,
      control,
    );
  }
  const repeated = sql`repeated_records`;
  try {
    // One row for each copy after the first. Sorting takes three quarters of the time of grouping by h with its first position.
    await database.run(
      sql`CREATE OR REPLACE TABLE ${repeated} AS SELECT h FROM (SELECT h, h = lag(h) OVER (ORDER BY h) AS again FROM (${rowsOf(known, sql`h`)})) WHERE again`,
      control,
    );
    const counts = await database.rows(copiesByFile(known, repeated), control);
    if (counts.length > 0 && dropRepeats) await markRepeats(database, known, repeated, control);
    return new Map(counts.map(([file, count]) => [Number(file), Number(count)]));
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${repeated}`);
  }
}

/** File and number of repeated records; files without any are left out. */
function copiesByFile(parts: readonly Part[], repeated: Sql): Sql {
  const [file, ...others] = parts.flatMap(({ files }) => files);
  if (file !== undefined && others.length === 0)
    return sql`SELECT ${quoteInteger(file.number)}, count(*) FROM ${repeated} HAVING count(*) > 0`;
  const rows = rowsOf(parts, sql`${rowFacts.file} AS f, h, ${ordinal} AS position`);
  return sql`SELECT f, count(*) FROM (SELECT f, position, min(position) OVER (PARTITION BY h) AS first FROM (${rows}) WHERE h IN (SELECT h FROM ${repeated})) WHERE position <> first GROUP BY f`;
}

function rowsOf(parts: readonly Part[], columns: Sql): Sql {
  return joinSql(
    parts.map(({ table }) => sql`SELECT ${columns} FROM ${table} WHERE h IS NOT NULL`),
    sql` UNION ALL `,
  );
}

/** Among kept events the first kept one stays, even when an earlier copy of it was not kept. */
async function markRepeats(
  database: Database,
  parts: readonly Part[],
  repeated: Sql,
  control: RunControl,
): Promise<void> {
  const kept = parts.map(
    (part) =>
      sql`SELECT h, ${identityOf(part)} AS identity, ${ordinal} AS position FROM ${part.table} WHERE ${rowFacts.isKept} AND h IN (SELECT h FROM ${repeated})`,
  );
  const later = sql`later_copies`;
  try {
    await database.run(
      sql`CREATE OR REPLACE TABLE ${later} AS SELECT position FROM (SELECT position, min(position) OVER (PARTITION BY h, identity) AS first FROM (${joinSql(kept, sql` UNION ALL `)})) WHERE position <> first`,
      control,
    );
    for (const { table } of parts) {
      await database.run(
        sql`UPDATE ${table} SET x = ${rowFacts.withRepeat} WHERE ${rowFacts.isKept} AND ${ordinal} IN (SELECT position FROM ${later})`,
        control,
      );
    }
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${later}`);
  }
}
