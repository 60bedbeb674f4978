import { joinSql, quoteText, type Sql, sql } from '@sealbreak/spl';
import { LONG_LINE_BYTES_MAX } from '../load/file-groups.ts';
import { recordKinds } from '../record-kind.ts';
import type { ScanFile } from '../scan-file.ts';
import { keyPath } from '../source/field-value.ts';
import { recordSource } from '../source/record-source.ts';
import { scanLayout } from '../source/scan-layout.ts';

/**
 * A SELECT of the records of a file as the lake holds them, in reading order: event_id, _time (epoch seconds), index,
 * sourcetype, source, host, _raw, `day` (days since 1970, NULL without a time) and `pos`. A record without an identity of
 * its own is told apart by its place in the file.
 * @param origin names the file and its content's generation, for records without an identity.
 */
export function stagedRecords(file: ScanFile, origin: string): Sql {
  const kind = recordKinds[file.record];
  const layout = scanLayout(kind, ['index', 'sourcetype', 'host'], { objects: true });
  const source = recordSource([{ number: 0, file }], layout, LONG_LINE_BYTES_MAX);
  const text = (key: string): Sql => {
    const value = source.column(key).sql;
    return sql`CASE WHEN json_type(${value}) NOT IN ('OBJECT', 'ARRAY') THEN ${value}->>'$' END`;
  };
  const identity = kind.identity.map(text);
  const last = identity.at(-1) ?? sql`NULL`;
  const known = sql`json_array(${joinSql([quoteText(file.record), ...identity], sql`, `)})::VARCHAR`;
  const place = sql`json_array(${quoteText(origin)}, pos)::VARCHAR`;
  const records = sql`SELECT row_number() OVER () AS pos, ${kind.time(kind.timeKeys.map(text))} AS t, CASE WHEN ${last} IS NOT NULL THEN ${known} END AS known, coalesce(${text('index')}, ${quoteText(kind.index)}) AS own_index, coalesce(${text('sourcetype')}, ${quoteText(kind.sourcetype)}) AS own_type, coalesce(${text('host')}, 'sealbreak') AS own_host, raw FROM (${source.sql}) WHERE is_object`;
  return sql`SELECT md5(coalesce(known, ${place})) AS event_id, t AS _time, own_index AS "index", own_type AS sourcetype, ${quoteText(file.source)} AS source, own_host AS host, raw AS _raw, floor(t / 86400)::BIGINT AS day, pos FROM (${records})`;
}

/** The values of top-level keys of `_raw`, as a list of texts: of an object or array its JSON. */
export function topLevelTexts(keys: readonly string[]): Sql {
  const paths = keys.map((key) => quoteText(keyPath(key)));
  return sql`json_extract_string(_raw::JSON, [${joinSql(paths, sql`, `)}])`;
}
