import { joinSql, quoteText, type Sql, sql } from '@sealbreak/spl';

import type { ScanFile } from './scan-file.ts';

/** What the engine must know of a kind of record: where its time is, what makes it one, what Splunk calls its origin. */
export interface RecordKind {
  /** Top-level keys that can hold the time, best first. */
  readonly timeKeys: readonly string[];
  /** Epoch seconds (DOUBLE) or NULL, from the texts of `timeKeys`. */
  readonly time: (texts: readonly Sql[]) => Sql;
  /** Keys whose texts together identify a record, the last one required; empty: records have no identity. */
  readonly identity: readonly string[];
  /** Keys that every regular record has. */
  readonly required: readonly string[];
  /** Keys that hold an array or object in most records: reading them as text would have to be repeated. */
  readonly containers: readonly string[];
  readonly index: string;
  readonly sourcetype: string;
  /** Which of the fields that the engine computes (index, host, date_hour …) a key of the record overrules. */
  readonly ownFields: ReadonlySet<string> | 'all';
  /** True where a record may hold the text that it was made of as `_raw`; else `_raw` is the record itself. */
  readonly hasOwnRaw: boolean;
}

/**
 * ISO 8601 with or without zone; without one it is UTC. The common form has a way of its own: reading a zone takes three
 * times as long, even when there is none. A zone by its name is none of ISO 8601, and DuckDB would read the texts after
 * it, which have no zone, in that zone too.
 */
function isoTime(text: Sql): Sql {
  return sql`CASE WHEN ${text} LIKE '____-__-__T__:__:__' THEN epoch(try_cast(${text} AS TIMESTAMP)) WHEN regexp_full_match(${text}, ${quoteText(ZONED)}) THEN epoch(try_cast(${text} AS TIMESTAMPTZ)) ELSE epoch(try_cast(${text} AS TIMESTAMP)) END`;
}

const ZONED = '(?s).*[0-9] *([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)';

/** A number counts seconds, or milli-, micro- or nanoseconds when it is too large for that. */
function anyTime(text: Sql): Sql {
  const number = sql`try_cast(${text} AS DOUBLE)`;
  const scaled = sql`CASE WHEN ${number} >= 1e17 THEN ${number} / 1e9 WHEN ${number} >= 1e14 THEN ${number} / 1e6 WHEN ${number} >= 1e11 THEN ${number} / 1e3 ELSE ${number} END`;
  return sql`CASE WHEN regexp_full_match(${text}, ${quoteText('[0-9]+(\\.[0-9]*)?')}) THEN ${scaled} ELSE ${isoTime(text)} END`;
}

/** Where a reader of ours says what tells copies of an event; no field of it. */
export const EVENT_ID = '_sealbreak_id';

export const recordKinds: Readonly<Record<ScanFile['record'], RecordKind>> = {
  /** telemetry.md section 1: CreationTime is UTC; OrganizationId + Id identify a record. */
  o365: {
    timeKeys: ['CreationTime'],
    time: (texts) => isoTime(texts[0] ?? sql`NULL`),
    identity: ['OrganizationId', 'Id'],
    required: ['Operation'],
    containers: [
      'Actor',
      'AffectedItems',
      'AppAccessContext',
      'DeviceProperties',
      'ExtendedProperties',
      'Folders',
      'Item',
      'ModifiedProperties',
      'NonPIIParameters',
      'OperationProperties',
      'Parameters',
      'Target',
    ],
    index: 'o365',
    sourcetype: 'o365:management:activity',
    // No audit record has these keys; an event that was taken out of Splunk whole has, and means them.
    ownFields: new Set(['index', 'sourcetype']),
    hasOwnRaw: false,
  },
  json: {
    timeKeys: [
      '_time',
      'time',
      'timestamp',
      '@timestamp',
      'TimeGenerated',
      'CreationTime',
      'TimeCreated',
      'eventTime',
    ],
    time: (texts) => sql`coalesce(${joinSql(texts.map(anyTime), sql`, `)})`,
    // Only what a reader of ours wrote: a field of the log would be `_id` or `id`, and might count from 1 in each file.
    identity: [EVENT_ID],
    required: [],
    containers: [],
    index: 'main',
    sourcetype: '_json',
    ownFields: 'all',
    hasOwnRaw: true,
  },
};
