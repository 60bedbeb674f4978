import { type Sql, sql } from '@sealbreak/spl';

/** What a field of every event is computed from; each expression may be NULL and is used as it is. */
export interface EventOrigin {
  /** Epoch seconds, DOUBLE. */
  readonly time: Sql;
  /** Position in reading order, over all files; DOUBLE. */
  readonly ordinal: Sql;
  /** When the engine read the events, epoch seconds, DOUBLE. */
  readonly indexTime: Sql;
  readonly index: Sql;
  readonly sourcetype: Sql;
  readonly source: Sql;
  readonly host: Sql;
}

export interface DefaultField {
  readonly type: 'number' | 'text';
  /** DOUBLE for `number`, VARCHAR for `text`. Total. */
  readonly value: (origin: EventOrigin) => Sql;
}

/** Events are stamped in UTC; a time that DuckDB cannot hold gives NULL. */
function timestamp(origin: EventOrigin): Sql {
  return sql`try(make_timestamp((${origin.time} * 1000000)::BIGINT))`;
}

function datePart(part: Sql): DefaultField {
  return { type: 'number', value: (origin) => sql`${part}(${timestamp(origin)})::DOUBLE` };
}

function dateName(name: Sql): DefaultField {
  return { type: 'text', value: (origin) => sql`lower(${name}(${timestamp(origin)}))` };
}

/** The default fields of Splunk (semantics 1.6) that do not come from the record. A Map: field names are hostile. */
export const defaultFields: ReadonlyMap<string, DefaultField> = new Map<string, DefaultField>([
  // The plan's own name for the reading order (lower/field-type.ts of spl); no field of a record is called so.
  ['#ordinal', { type: 'number', value: (origin) => origin.ordinal }],
  ['_time', { type: 'number', value: (origin) => origin.time }],
  ['_indextime', { type: 'number', value: (origin) => origin.indexTime }],
  ['index', { type: 'text', value: (origin) => origin.index }],
  ['sourcetype', { type: 'text', value: (origin) => origin.sourcetype }],
  ['source', { type: 'text', value: (origin) => origin.source }],
  ['host', { type: 'text', value: (origin) => origin.host }],
  ['splunk_server', { type: 'text', value: () => sql`'sealbreak'` }],
  ['linecount', { type: 'number', value: () => sql`1::DOUBLE` }],
  [
    'timestamp',
    { type: 'text', value: (origin) => sql`strftime(${timestamp(origin)}, '%Y-%m-%dT%H:%M:%S')` },
  ],
  ['date_year', datePart(sql`year`)],
  ['date_month', dateName(sql`monthname`)],
  ['date_mday', datePart(sql`day`)],
  ['date_wday', dateName(sql`dayname`)],
  ['date_hour', datePart(sql`hour`)],
  ['date_minute', datePart(sql`minute`)],
  ['date_second', datePart(sql`second`)],
  /** Splunk gives `local` where the timestamp's text names no zone. */
  [
    'date_zone',
    { type: 'text', value: (origin) => sql`CASE WHEN ${origin.time} IS NOT NULL THEN 'local' END` },
  ],
]);
