import type { RecordKind } from '../record-kind.ts';
import { requiredKeys } from './field-value.ts';

/** Which top-level keys a scan delivers, and how it gets them. */
export interface ScanLayout {
  /**
   * `columns`: DuckDB's JSON reader picks the keys: fast. `objects`: whole records, keys picked from their JSON: exact
   * for any key, twice the time.
   */
  readonly mode: 'columns' | 'objects';
  readonly keys: ReadonlyMap<string, 'text' | 'json'>;
  /** The keys whose values fields are made of; the others only serve time, identity and health. */
  readonly wanted: ReadonlySet<string>;
  /** Keys that are read only to see whether a record has them. */
  readonly watched: readonly string[];
  /** Makes every number of the record a string first, which keeps its text (`1.50`); `objects` only. */
  readonly keepsNumberText: boolean;
}

export interface LayoutOptions {
  /** Keys to read as JSON although their values are wanted as text. */
  readonly jsonKeys?: ReadonlySet<string>;
  readonly objects?: boolean;
  readonly watched?: readonly string[];
  readonly keepsNumberText?: boolean;
}

/** Names that the reader's table function has columns for already. */
const RESERVED_KEYS: ReadonlySet<string> = new Set([
  '',
  'file_index',
  'file_row_number',
  'filename',
  'rowid',
]);

/** @param fields the record fields that the scan must be able to give, by SPL name. */
export function scanLayout(
  kind: RecordKind,
  fields: Iterable<string>,
  options: LayoutOptions = {},
): ScanLayout {
  const keys = new Map<string, 'text' | 'json'>();
  for (const key of [...kind.timeKeys, ...kind.identity, ...kind.required]) keys.set(key, 'text');
  const wanted = new Set<string>();
  for (const field of fields) {
    for (const { key, type } of requiredKeys(field)) {
      wanted.add(key);
      if (type === 'json' || kind.containers.includes(key) || options.jsonKeys?.has(key))
        keys.set(key, 'json');
      else if (!keys.has(key)) keys.set(key, 'text');
    }
  }
  const watched = options.watched ?? [];
  for (const key of watched) if (!keys.has(key)) keys.set(key, 'text');
  const keepsNumberText = options.keepsNumberText ?? false;
  const objects = (options.objects ?? false) || keepsNumberText || !fitColumns(keys.keys());
  return { mode: objects ? 'objects' : 'columns', keys, wanted, watched, keepsNumberText };
}

/** The reader's column names ignore case, are not empty and hold no NUL. */
function fitColumns(keys: Iterable<string>): boolean {
  const seen = new Set<string>();
  for (const key of keys) {
    const folded = key.toLowerCase();
    if (RESERVED_KEYS.has(folded) || key.includes('\0') || seen.has(folded)) return false;
    seen.add(folded);
  }
  return true;
}
