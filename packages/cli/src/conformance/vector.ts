import type { DataSet, LookupDefinition, MacroDefinition } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { toMacro } from '../knowledge/load-macros.ts';
import { toLookups } from './lookups.ts';

/** One conformance vector: events in, SPL, rows out. The conventions stand in docs/conformance.md. */
export interface Vector {
  readonly id: string;
  readonly area: string;
  readonly spl: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly macros: readonly MacroDefinition[];
  readonly lookups: readonly LookupDefinition[];
  readonly datamodels: readonly DataSet[];
  /** True when the fields come from the JSON text in `_raw`. */
  readonly jsonRaw: boolean;
  /** Start of the search, epoch seconds. */
  readonly now: number;
  readonly expect:
    | { readonly error: true }
    | {
        readonly error: false;
        readonly columns: readonly string[];
        readonly rows: readonly (readonly unknown[])[];
      };
  /** False: the rows may come in any order. */
  readonly ordered: boolean;
}

const defaultNow = 1_700_000_000;

/** Reads a vector. Throws CliError that says which line is wrong. */
export function toVector(value: unknown, where: string): Vector {
  const record = asRecord(value);
  const { id, area, spl, events, expect } = record;
  const expected = asRecord(expect);
  if (typeof spl !== 'string' || !Array.isArray(events) || expect === undefined) {
    throw new CliError(
      `${where}: not a vector`,
      'a vector is {"id", "area", "spl", "events", "expect", "ordered"}',
    );
  }
  return {
    id: String(id ?? where),
    area: String(area ?? 'none'),
    spl,
    events: events.map(asRecord),
    macros: Array.isArray(record['macros']) ? record['macros'].map((macro) => toMacro(macro, where)) : [],
    lookups: toLookups(asRecord(record['lookups']), where),
    datamodels: Array.isArray(record['datamodels']) ? record['datamodels'].map(toDataSet) : [],
    jsonRaw: record['kv_mode'] === 'json',
    now: typeof record['now'] === 'number' ? record['now'] : defaultNow,
    expect:
      expected['error'] === true
        ? { error: true }
        : { error: false, columns: strings(expected['columns']), rows: rowsOf(expected['rows']) },
    ordered: record['ordered'] === true,
  };
}

/** `{model, dataset, constraint}`, also with `parent` and `fields` (name to eval expression). */
function toDataSet(value: unknown): DataSet {
  const { model, dataset, parent, constraint, fields } = asRecord(value);
  return {
    model: String(model),
    dataset: String(dataset),
    ...(typeof parent === 'string' ? { parent } : {}),
    constraint: typeof constraint === 'string' ? constraint : '',
    fields: Object.fromEntries(Object.entries(asRecord(fields)).map(([name, text]) => [name, String(text)])),
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function rowsOf(value: unknown): readonly (readonly unknown[])[] {
  return Array.isArray(value) ? value.map((row: unknown) => (Array.isArray(row) ? row : [row])) : [];
}
