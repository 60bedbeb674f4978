import { joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import { identityOf, ordinal, type Part, rowFacts } from './part.ts';

/** Number of repeated records by the number of their file, kept or not; the first of all files keeps its place. */
export async function countDuplicates(
  database: Database,
  parts: readonly Part[],
): Promise<ReadonlyMap<number, number>> {
  const known = identified(parts);
  if (known.length === 0) return new Map();
  const [file, ...others] = known.flatMap(({ files }) => files);
  // Counting distinct hashes takes two thirds of the time of finding the first file of each.
  const counts =
    file !== undefined && others.length === 0
      ? sql`SELECT ${quoteInteger(file.number)}, count(h) - count(DISTINCT h) FROM (${rowsOf(known, sql`h`)})`
      : sql`SELECT f, sum(records - firsts) FROM (${recordsByFile(known)}) GROUP BY f`;
  const rows = await database.rows(counts);
  return new Map(
    rows.flatMap(([number, count]) => (Number(count) > 0 ? [[Number(number), Number(count)]] : [])),
  );
}

function recordsByFile(parts: readonly Part[]): Sql {
  const rows = rowsOf(parts, sql`${rowFacts.file} AS f, h`);
  const firsts = sql`SELECT min(f) AS f FROM (${rows}) GROUP BY h`;
  return sql`SELECT f, count(*) AS records, 0 AS firsts FROM (${rows}) GROUP BY f UNION ALL SELECT f, 0, count(*) FROM (${firsts}) GROUP BY f`;
}

function identified(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ kind }) => kind.identity.length > 0);
}

function rowsOf(parts: readonly Part[], columns: Sql): Sql {
  return joinSql(
    parts.map(({ table }) => sql`SELECT ${columns} FROM ${table} WHERE h IS NOT NULL`),
    sql` UNION ALL `,
  );
}

/**
 * Marks the kept events that repeat an earlier kept one, in reading order: among kept events the first one stays, even
 * when an earlier copy of it was not kept.
 */
export async function markDuplicates(
  database: Database,
  parts: readonly Part[],
  control: RunControl,
): Promise<void> {
  const known = identified(parts);
  if (known.length === 0) return;
  const kept = known.map(
    (part) =>
      sql`SELECT h, ${identityOf(part)} AS identity, ${ordinal} AS position FROM ${part.table} WHERE ${rowFacts.isKept} AND h IN (SELECT h FROM again)`,
  );
  const hashes = known.map(
    ({ table }) => sql`SELECT h FROM ${table} WHERE h IS NOT NULL AND ${rowFacts.isKept}`,
  );
  const later = sql`later_copies`;
  try {
    // Sorting the hashes takes three quarters of the time of grouping by them; identities are compared where hashes agree.
    await database.run(
      sql`CREATE OR REPLACE TABLE ${later} AS WITH again AS MATERIALIZED (SELECT h FROM (SELECT h, h = lag(h) OVER (ORDER BY h) AS again FROM (${joinSql(hashes, sql` UNION ALL `)})) WHERE again) SELECT position FROM (SELECT position, min(position) OVER (PARTITION BY h, identity) AS first FROM (${joinSql(kept, sql` UNION ALL `)})) WHERE position <> first`,
      control,
    );
    for (const { table } of known) {
      await database.run(
        sql`UPDATE ${table} SET x = ${rowFacts.withRepeat} WHERE ${rowFacts.isKept} AND ${ordinal} IN (SELECT position FROM ${later})`,
        control,
      );
    }
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${later}`);
  }
}
