import { joinSql, type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import type { RecordKind } from '../record-kind.ts';
import { fieldLeaves } from '../source/field-value.ts';
import { type NumberedFile, recordSource } from '../source/record-source.ts';
import { type LayoutOptions, scanLayout } from '../source/scan-layout.ts';
import type { LoadShape } from './load-shape.ts';

/** What the fast scan could not tell about a file, settled by a second look. */
export interface Verdict {
  readonly file: NumberedFile;
  /** How to read the file to have exact values; null: the fast scan was exact. */
  readonly options: ReadOptions | null;
}

/** How to read a file, as far as it is known. */
export interface ReadOptions extends LayoutOptions {
  /** Records may overrule the fields of their kind (`RecordKind.ownFields`). */
  readonly ownFields?: boolean;
  /** There are no doubts about the file any more. */
  readonly isSettled?: boolean;
}

/**
 * Looks at the doubtful files again, all keys read as JSON: whether a text was really an array or object, whether a
 * number was really written with a fraction, whether records have fields of their own in place of those of their kind
 * (`watched`). A string that merely looks like one is no reason to read a file again.
 */
export async function settleDoubts(
  database: Database,
  files: readonly NumberedFile[],
  kind: RecordKind,
  shape: LoadShape,
  watched: readonly string[],
  maxLineBytes: number,
  control: RunControl,
): Promise<readonly Verdict[]> {
  const fields = [...shape.texts.filter((field) => field !== '_raw'), ...shape.lists];
  const text = scanLayout(kind, fields);
  const jsonKeys = new Set([...text.wanted, ...watched]);
  const layout = scanLayout(kind, fields, { jsonKeys, objects: text.mode === 'objects', watched });
  const source = recordSource(files, layout, maxLineBytes);
  const suspects = [...text.wanted].filter((key) => text.keys.get(key) === 'text');
  const isContainer = suspects.map(
    (key, index) =>
      sql`bool_or(json_type(${source.column(key).sql}) IN ('ARRAY', 'OBJECT')) AS ${alias('c', index)}`,
  );
  const isFraction = fields.map(
    (field) =>
      sql`len(list_filter(${fieldLeaves(field, source.column)}, lambda leaf: json_type(leaf) = 'DOUBLE')) > 0`,
  );
  const isOwn = watched.map((key) => sql`coalesce(json_type(${source.column(key).sql}) <> 'NULL', false)`);
  const own = isOwn.length === 0 ? sql`false` : sql`bool_or(${joinSql(isOwn, sql` OR `)})`;
  const fraction = isFraction.length === 0 ? sql`false` : sql`bool_or(${joinSql(isFraction, sql` OR `)})`;
  const rows = await database.rows(
    sql`SELECT ${joinSql([sql`f`, sql`${fraction} AS fraction`, sql`${own} AS own`, ...isContainer], sql`, `)} FROM (${source.sql}) GROUP BY f`,
    control,
  );
  return files.map((file) => {
    const row = rows.find(([number]) => number === file.number) ?? [];
    const keepsNumberText = row[1] === 'true';
    const ownFields = row[2] === 'true';
    const jsonKeys = new Set(suspects.filter((_, index) => row[index + 3] === 'true'));
    const isExact = !keepsNumberText && !ownFields && jsonKeys.size === 0;
    return { file, options: isExact ? null : { keepsNumberText, ownFields, jsonKeys, isSettled: true } };
  });
}

function alias(prefix: string, index: number): Sql {
  return { kind: 'sql', text: `${prefix}${index}` };
}

/** How many lines of each file are no JSON objects; files without any are left out. */
export async function countMalformed(
  database: Database,
  files: readonly NumberedFile[],
  kind: RecordKind,
  maxLineBytes: number,
  control: RunControl,
): Promise<ReadonlyMap<number, number>> {
  const source = recordSource(files, scanLayout(kind, [], { objects: true }), maxLineBytes);
  const rows = await database.rows(
    sql`SELECT f, count(*) FROM (${source.sql}) WHERE NOT ${source.isObject} GROUP BY f`,
    control,
  );
  return new Map(rows.map(([file, count]) => [Number(file), Number(count)]));
}
