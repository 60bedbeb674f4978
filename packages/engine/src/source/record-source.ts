import { resolve } from 'node:path';
import { joinSql, quoteInteger, quoteText, type Sql, sql } from '@sealbreak/spl';

import type { ScanFile } from '../scan-file.ts';
import { type KeyColumn, keyPath } from './field-value.ts';
import type { ScanLayout } from './scan-layout.ts';

/** A file of a scan with its number in the load, which orders the events of different files. */
export interface NumberedFile {
  readonly number: number;
  readonly file: ScanFile;
}

/** Rows of a scan, one a line that is not blank: file `f` (UINTEGER), the layout's keys, and what else is named here. */
export interface RecordSource {
  /** A SELECT. */
  readonly sql: Sql;
  readonly column: (key: string) => KeyColumn;
  /** The record's text; `objects` only, else NULL. */
  readonly raw: Sql;
  /** FALSE where the line is no JSON object; NULL where the layout cannot tell. */
  readonly isObject: Sql;
}

const COMPRESSION: Readonly<Record<ScanFile['compression'], Sql>> = {
  none: sql`'uncompressed'`,
  gzip: sql`'gzip'`,
  zstd: sql`'zstd'`,
};

/**
 * @param files of one compression, at least one.
 * @param maxLineBytes a longer line fails the whole scan; each thread holds buffers of twice this size.
 */
export function recordSource(
  files: readonly NumberedFile[],
  layout: ScanLayout,
  maxLineBytes: number,
): RecordSource {
  const names = new Map([...layout.keys.keys()].map((key, index) => [key, `k${index}`]));
  const column = (key: string): KeyColumn => {
    const name = names.get(key);
    const type = layout.keys.get(key);
    if (name === undefined || type === undefined) throw new Error(`the scan does not deliver the key ${key}`);
    return { sql: { kind: 'sql', text: name }, type: layout.mode === 'objects' ? 'json' : type };
  };
  const options = readerOptions(files, maxLineBytes);
  const number = fileNumber(files);
  const aliases = [...names.values()].map((name): Sql => ({ kind: 'sql', text: name }));
  if (layout.mode === 'columns') {
    const types = [...layout.keys].map(
      ([key, type]) => sql`${quoteText(key)}: ${type === 'json' ? sql`'JSON'` : sql`'VARCHAR'`}`,
    );
    return {
      sql: sql`SELECT ${number} AS f, ${joinSql(aliases, sql`, `)} FROM read_json(${options}, columns={${joinSql(types, sql`, `)}}, records=true) AS r(${joinSql(aliases, sql`, `)})`,
      column,
      raw: sql`NULL::VARCHAR`,
      isObject: sql`NULL::BOOLEAN`,
    };
  }
  const paths = [...layout.keys.keys()].map((key) => quoteText(keyPath(key)));
  const picked = aliases.map((alias, index) => sql`parts[${quoteInteger(index + 1)}] AS ${alias}`);
  const json = layout.keepsNumberText ? quoteNumbers(sql`json`) : sql`json`;
  return {
    sql: sql`SELECT f, raw, is_object, ${joinSql(picked, sql`, `)} FROM (SELECT ${number} AS f, json::VARCHAR AS raw, coalesce(json_type(json) = 'OBJECT', false) AS is_object, json_extract(${json}, [${joinSql(paths, sql`, `)}]) AS parts FROM read_ndjson_objects(${options}))`,
    column,
    raw: sql`raw`,
    isObject: sql`is_object`,
  };
}

function readerOptions(files: readonly NumberedFile[], maxLineBytes: number): Sql {
  const paths = joinSql(
    files.map(({ file }) => quoteText(literalPath(resolve(file.path)))),
    sql`, `,
  );
  const compression = COMPRESSION[files[0]?.file.compression ?? 'none'];
  return sql`[${paths}], format='newline_delimited', ignore_errors=true, maximum_object_size=${quoteInteger(maxLineBytes)}, compression=${compression}, hive_partitioning=false`;
}

/** DuckDB takes paths for patterns; a class of one character stands for itself. */
function literalPath(path: string): string {
  return path.replace(/[*?[]/g, (char) => `[${char}]`);
}

/**
 * False for a path that DuckDB's patterns cannot name: a backslash, where it is no separator, beside a character that
 * makes the path a pattern. Such a file would be left out in silence.
 */
export function isReadablePath(path: string): boolean {
  return process.platform === 'win32' || !(path.includes('\\') && /[*?[]/.test(path));
}

/** `file_index` counts the files of the statement. */
function fileNumber(files: readonly NumberedFile[]): Sql {
  const first = files[0]?.number ?? 0;
  if (files.length === 1) return sql`${quoteInteger(first)}::UINTEGER`;
  const isRun = files.every((file, index) => file.number === first + index);
  if (isRun) return sql`(file_index + ${quoteInteger(first)})::UINTEGER`;
  const numbers = files.map((file) => quoteInteger(file.number));
  return sql`([${joinSql(numbers, sql`, `)}])[file_index::BIGINT + 1]::UINTEGER`;
}

/** Number with a fraction or an exponent, where a value can stand: cheap, and finds all of them (and some in strings). */
const MAYBE_FRACTION = '[:,\\[]\\s*-?[0-9]+(\\.[0-9]|[eE])';
/** Strings and all else up to the next number, and that number. The empty match at the end is cut off again. */
const NEXT_NUMBER = '(?s)((?:"(?:[^"\\\\]|\\\\.)*"|[^"0-9-])*)(-?[0-9][0-9.eE+-]*|$)';

/** DuckDB reads numbers as doubles and writes `1.50` as `1.5`; SPL's numbers keep their text. */
function quoteNumbers(json: Sql): Sql {
  const text = sql`${json}::VARCHAR`;
  const quoted = sql`left(regexp_replace(${text}, ${quoteText(NEXT_NUMBER)}, ${quoteText('\\1"\\2"')}, 'g'), -2)`;
  return sql`CASE WHEN regexp_matches(${text}, ${quoteText(MAYBE_FRACTION)}) THEN ${quoted}::JSON ELSE ${json} END`;
}
