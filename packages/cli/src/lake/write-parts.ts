import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type ScanFile, stagedRecords, topLevelTexts } from '@sealbreak/engine';
import { type Cell, joinSql, quoteText, type Sql, sql } from '@sealbreak/spl';
import type { LakePart } from './catalogue.ts';

const temporary = '.tmp';

/**
 * Writes the records of a file that the lake does not hold as Parquet, one file for each sourcetype and day; they are on
 * disk for good when it returns, and visible only once the catalogue names them. Throws when not all records were read.
 * @param records how many there must be.
 */
export async function writeParts(
  engine: Engine,
  folder: string,
  file: ScanFile,
  { origin, records, known }: { origin: string; records: number; known: readonly LakePart[] },
): Promise<readonly LakePart[]> {
  const run = (statement: Sql): Promise<readonly (readonly Cell[])[]> => rowsOf(engine, statement);
  const data = join(folder, 'data');
  await run(sql`CREATE OR REPLACE TABLE lake_stage AS ${stagedRecords(file, origin)}`);
  const [[staged] = []] = await run(sql`SELECT count(*) FROM lake_stage`);
  if (Number(staged) !== records)
    throw new Error(`${file.source}: ${staged} of ${records} records were read`);
  const groups = await run(sql`SELECT DISTINCT sourcetype, day FROM lake_stage ORDER BY ALL`);
  const parts: LakePart[] = [];
  for (const [type, dayCell] of groups) {
    const sourcetype = String(type);
    const day = dayCell === null || dayCell === undefined ? null : Number(dayCell);
    const dayIs = day === null ? sql`day IS NULL` : sql`day = ${quoteText(String(day))}::BIGINT`;
    const same = known.filter((part) => part.sourcetype === sourcetype && part.day === day);
    const mine = sql`SELECT * FROM lake_stage WHERE sourcetype = ${quoteText(sourcetype)} AND ${dayIs}`;
    // Copies of an event with another text stay: which of them a search sees is decided when it reads.
    const first = sql`SELECT * FROM (${mine}) QUALIFY row_number() OVER (PARTITION BY event_id, _raw ORDER BY pos) = 1`;
    const fresh = same.length === 0 ? first : withoutKnown(first, data, same);
    await run(sql`CREATE OR REPLACE TABLE lake_part AS SELECT * FROM (${fresh}) ORDER BY pos`);
    const [[count] = []] = await run(sql`SELECT count(*) FROM lake_part`);
    if (Number(count) === 0) continue;
    const keys = await run(sql`SELECT DISTINCT unnest(json_keys(_raw::JSON)) AS k FROM lake_part ORDER BY k`);
    const columns = Object.fromEntries(keys.map(([key], index) => [`c${index}`, String(key)]));
    // All keys in one call: a call for each would parse the record, and hold its tree, once for each.
    const fields = Object.keys(columns).map(
      (name, index): Sql => ({ kind: 'sql', text: `texts[${index + 1}] AS ${name}` }),
    );
    const texts = topLevelTexts(Object.values(columns));
    const fixed = sql`event_id, _time, "index", sourcetype, source, host, _raw`;
    const name = `${randomUUID()}.parquet`;
    const path = join(data, `${name}${temporary}`);
    await run(
      sql`COPY (SELECT ${joinSql([fixed, ...fields], sql`, `)} FROM (SELECT *, ${texts} AS texts FROM lake_part)) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192)`,
    );
    sync(path);
    renameSync(path, join(data, name));
    const bytes = statSync(join(data, name)).size;
    parts.push({ file: name, sourcetype, day, events: Number(count), bytes, columns });
  }
  await run(sql`DROP TABLE IF EXISTS lake_part`);
  await run(sql`DROP TABLE lake_stage`);
  if (process.platform !== 'win32') sync(data);
  return parts;
}

function withoutKnown(fresh: Sql, data: string, parts: readonly LakePart[]): Sql {
  const paths = parts.map(({ file }) => quoteText(join(data, file).replace(/[*?[]/g, (char) => `[${char}]`)));
  return sql`SELECT * FROM (${fresh}) AS fresh WHERE NOT EXISTS (SELECT 1 FROM read_parquet([${joinSql(paths, sql`, `)}], union_by_name=true, hive_partitioning=false) AS held WHERE held.event_id = fresh.event_id AND held._raw = fresh._raw)`;
}

/** Removes what a writer that was stopped left behind. The caller holds the lock. */
export function removeOrphans(folder: string, parts: readonly LakePart[]): void {
  const named = new Set(parts.map(({ file }) => file));
  for (const file of readdirSync(join(folder, 'data')))
    if (/^[0-9a-f-]{36}\.parquet(\.tmp)?$/.test(file) && !named.has(file)) rmSync(join(folder, 'data', file));
}

async function rowsOf(engine: Engine, statement: Sql): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of engine.query(statement)) rows.push(...batch.rows);
  return rows;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
