import { joinSql, quoteIdentifier, quoteInteger, type ScanColumn, type Sql, sql } from '@sealbreak/spl';
import type { Database } from './database.ts';
import type { FailedFile, FileAccount, IrregularFile, LoadControl, ScanNeed } from './load/request.ts';
import type { ScanFile } from './scan-file.ts';

/** Events in the engine, ready for any number of searches. They are gone after `close`. */
export interface LoadedEvents {
  /** One for each file that was read, in the order in which the files were given. */
  readonly files: readonly FileAccount[];
  readonly totals: LoadTotals;
  /**
   * How many records of each file repeat an earlier one, of this file or of one before it; files without any are left out.
   * Counted when first asked for: it takes a tenth of the time of a load, and not every caller tells.
   */
  duplicates(): Promise<ReadonlyMap<ScanFile, number>>;
  /** Files that must be decoded, and loaded again in that form with all others. */
  readonly irregular: readonly IrregularFile[];
  /** Files of which nothing is in the events. */
  readonly failed: readonly FailedFile[];
  /** The fields of the events and their types, where all are known (rows); null: ask for a field by its name (files). */
  readonly fields: readonly EventField[] | null;
  /**
   * A SELECT of the kept events with a column for each one asked for, under its id and of its type. Ask only for fields
   * that were part of the load. The rows come in any order: `#ordinal` has the order of reading.
   * @param need one of the scans of the load: only the events that it can use. In events that were kept for other scans
   *   alone, fields that those do not read are NULL.
   */
  scanSql(columns: readonly ScanColumn[], need?: ScanNeed): Sql;
  /**
   * The whole texts of events by their `#ordinal`: what `_raw` would be, without its being part of the load. Files are read
   * once more for it. An event whose file has changed since is left out, and one that has no text.
   */
  rawTexts(ordinals: readonly number[], control?: LoadControl): Promise<ReadonlyMap<number, string>>;
  /** How many records, kept or not, repeated ones included, fall into each span of `widthSeconds`; spans without a record are left out. */
  timeline(widthSeconds: number): Promise<readonly TimelineBin[]>;
  close(): Promise<void>;
}

export interface LoadTotals {
  readonly records: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

export interface EventField {
  readonly name: string;
  readonly type: 'number' | 'dynamic' | 'multivalue';
}

/** A span of time that starts at a multiple of its width, epoch seconds, and holds at least one record. */
export interface TimelineBin {
  readonly start: number;
  readonly records: number;
  /** Of these, the events that searches see. */
  readonly kept: number;
}

/** A table with columns `t` and `keep`, and how its fields are read. */
export interface EventTable {
  readonly table: Sql;
  /** Values of `keep` that searches see. */
  readonly visible: Sql;
  readonly column: (column: ScanColumn) => Sql;
}

/**
 * The SELECT of `LoadedEvents.scanSql`. Without tables: no rows, with the right types.
 * @param rows a further condition on the rows of the tables.
 */
export function scanTables(
  tables: readonly EventTable[],
  columns: readonly ScanColumn[],
  rows: Sql | null = null,
): Sql {
  const usable = rows === null ? sql`` : sql` AND ${rows}`;
  const selects = tables.map(({ table, visible, column }) => {
    const values = columns.map((wanted) => sql`${column(wanted)} AS ${quoteIdentifier(wanted.id)}`);
    const list = values.length === 0 ? sql`1 AS c0` : joinSql(values, sql`, `);
    return sql`SELECT ${list} FROM ${table} WHERE ${visible}${usable}`;
  });
  return selects.length === 0 ? emptyScan(columns) : joinSql(selects, sql` UNION ALL `);
}

function emptyScan(columns: readonly ScanColumn[]): Sql {
  const values = columns.map(({ id, type }) => {
    const cast = type === 'number' ? sql`DOUBLE` : type === 'multivalue' ? sql`VARCHAR[]` : sql`VARCHAR`;
    return sql`NULL::${cast} AS ${quoteIdentifier(id)}`;
  });
  return sql`SELECT ${values.length === 0 ? sql`1 AS c0` : joinSql(values, sql`, `)} WHERE false`;
}

export async function timelineOf(
  database: Database,
  tables: readonly EventTable[],
  widthSeconds: number,
): Promise<readonly TimelineBin[]> {
  if (tables.length === 0 || widthSeconds < 1) return [];
  const union = joinSql(
    tables.map(({ table, visible }) => sql`SELECT t, (${visible}) AS seen FROM ${table} WHERE t IS NOT NULL`),
    sql` UNION ALL `,
  );
  const width = quoteInteger(widthSeconds);
  const rows = await database.rows(
    sql`SELECT floor(t / ${width}) * ${width} AS start, count(*), count_if(seen) FROM (${union}) GROUP BY start ORDER BY start`,
  );
  return rows.map(([start, records, kept]) => ({
    start: Number(start),
    records: Number(records),
    kept: Number(kept),
  }));
}
