import type { SplType } from '../plan/expr.ts';

const numberFields: ReadonlySet<string> = new Set([
  '_time',
  '_indextime',
  'linecount',
  'date_hour',
  'date_mday',
  'date_minute',
  'date_second',
  'date_year',
]);

/** The hidden scan field that numbers the events in reading order; `#` starts no field name that JSON extraction or a user would meet. */
export const ordinalField = '#ordinal';

/**
 * How a scan stores a field of JSON events that nobody has listed: a name with an array step (`Parameters{}.Name`) is
 * multivalue, everything else is one text per event (semantics 8.4).
 */
export function openFieldType(name: string): SplType {
  if (numberFields.has(name) || name === ordinalField) return 'number';
  return name.includes('{}') ? 'multivalue' : 'dynamic';
}
