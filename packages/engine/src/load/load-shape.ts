import { quoteText, type ScanColumn, type SplType, type Sql, sql } from '@sealbreak/spl';
import { defaultFields, type EventOrigin } from '../default-fields.ts';
import { isListField } from '../field-path.ts';

import type { RecordKind } from '../record-kind.ts';

/** What the stored part of an event is made of, in slots: texts and lists that come from the record itself. */
export interface LoadShape {
  /** Single-valued record fields (VARCHAR), among them `_raw`. */
  readonly texts: readonly string[];
  /** Record fields with `{}` in their names (VARCHAR[]). */
  readonly lists: readonly string[];
}

/** How the parts of an event are reached in a certain statement. */
export interface EventAccess {
  readonly origin: EventOrigin;
  /** The value of a record field, VARCHAR or (a list field) VARCHAR[]. */
  readonly record: (field: string) => Sql;
}

/** What a record never overrules: its time was found already, and the order is the engine's own. */
const ALWAYS_COMPUTED: ReadonlySet<string> = new Set(['_time', '#ordinal']);

/** Names that the record itself need not be asked for. */
function isComputed(field: string, kind: Pick<RecordKind, 'ownFields'>): boolean {
  if (!defaultFields.has(field)) return false;
  return ALWAYS_COMPUTED.has(field) || (kind.ownFields !== 'all' && !kind.ownFields.has(field));
}

export function loadShape(columns: readonly ScanColumn[], kind: Pick<RecordKind, 'ownFields'>): LoadShape {
  const fields = new Set(columns.map((column) => column.field).filter((field) => !isComputed(field, kind)));
  return {
    texts: [...fields].filter((field) => !isListField(field)),
    lists: [...fields].filter(isListField),
  };
}

/** The column's value in the SQL type of its SPL type. Total. */
export function columnValue(
  column: ScanColumn,
  kind: Pick<RecordKind, 'ownFields'>,
  access: EventAccess,
): Sql {
  const { field, type } = column;
  const computed = defaultFields.get(field);
  if (computed === undefined) {
    const value = access.record(field);
    return isListField(field) ? listAs(value, type) : textAs(value, type);
  }
  const value = computed.value(access.origin);
  if (!isComputed(field, kind))
    return textAs(sql`coalesce(${access.record(field)}, ${asText(value, computed.type)})`, type);
  return computed.type === 'number' && type === 'number' ? value : textAs(asText(value, computed.type), type);
}

/**
 * The value of a field of rows that were given as data: as they are, else computed like a default field.
 * @param value the stored column; undefined when no row has the field.
 */
export function literalValue(
  field: string,
  type: SplType,
  value: { readonly sql: Sql; readonly isList: boolean } | undefined,
  origin: EventOrigin,
): Sql {
  const computed = defaultFields.get(field);
  if (value !== undefined && field !== 'index')
    return value.isList ? listAs(value.sql, type) : textAs(value.sql, type);
  if (computed === undefined) return textAs(sql`NULL::VARCHAR`, type);
  const result = computed.value(origin);
  return computed.type === 'number' && type === 'number'
    ? result
    : textAs(asText(result, computed.type), type);
}

/** A whole number has no decimal point in SPL. */
function asText(value: Sql, from: 'number' | 'text'): Sql {
  if (from === 'text') return value;
  return sql`CASE WHEN ${value} = trunc(${value}) THEN coalesce(try_cast(${value} AS DECIMAL(38, 0))::VARCHAR, ${value}::VARCHAR) ELSE ${value}::VARCHAR END`;
}

const NUMBER = '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?';

function textAs(value: Sql, type: SplType): Sql {
  switch (type) {
    case 'number':
      return sql`CASE WHEN regexp_full_match(${value}, ${quoteText(NUMBER)}) THEN try_cast(${value} AS DOUBLE) END`;
    case 'multivalue':
      return sql`CASE WHEN ${value} IS NOT NULL THEN [${value}] END`;
    default:
      return value;
  }
}

function listAs(value: Sql, type: SplType): Sql {
  return type === 'multivalue' ? value : textAs(sql`array_to_string(${value}, chr(10))`, type);
}
