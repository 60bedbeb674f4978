import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSet, LookupDefinition, MacroDefinition } from '@sealbreak/spl';
import { parse } from 'yaml';
import { toLookups } from '../../src/conformance/lookups.ts';

/** A vector of `conformance/**`: events in, SPL, rows out. `conformance/README.md` describes the form. */
export interface FileVector {
  /** Relative to the repository. */
  readonly file: string;
  readonly about: string;
  readonly spl: string;
  readonly events: readonly Event[];
  /** True when the fields come from the JSON text in `_raw`. */
  readonly isJson: boolean;
  readonly macros: readonly MacroDefinition[];
  readonly lookups: readonly LookupDefinition[];
  readonly dataModels: readonly DataSet[];
  readonly now: number;
  readonly expected: Expected;
}

export type Event = Readonly<Record<string, unknown>>;

export type Expected =
  /** The code of one of its errors. */
  | { readonly kind: 'error'; readonly code: string }
  | {
      readonly kind: 'rows';
      readonly rows: readonly Event[];
      /** The exact visible columns, in order; null: the keys of the rows, in any order. */
      readonly columns: readonly string[] | null;
      readonly ordered: boolean;
      /** The codes of the warnings that must be given. */
      readonly warns: readonly string[];
    };

const keys: ReadonlySet<string> = new Set([
  'about',
  'source',
  'given',
  'json',
  'macros',
  'lookups',
  'datamodels',
  'now',
  'spl',
  'spl_file',
  'gives',
  'columns',
  'ordered',
  'error',
  'warns',
]);

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

const defaultNow = 1_700_000_000;

/** Every vector of `conformance/`. Throws, naming the file, on a vector that is not well formed. */
export function readVectorFiles(): readonly FileVector[] {
  const folder = join(repository, 'conformance');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  return files.sort().flatMap((name) => readVectorFile(join(folder, name)));
}

function readVectorFile(path: string): readonly FileVector[] {
  const file = relative(repository, path);
  const { vectors, ...shared } = asRecord(parse(readFileSync(path, 'utf8')));
  if (!Array.isArray(vectors)) throw new Error(`${file}: "vectors" is missing`);
  return vectors.map((vector: unknown) => toVector({ ...shared, ...asRecord(vector) }, file));
}

function toVector(fields: Event, file: string): FileVector {
  const about = String(fields['about']);
  const fail = (what: string): never => {
    throw new Error(`${file}: "${about}": ${what}`);
  };
  for (const key of Object.keys(fields)) if (!keys.has(key)) fail(`"${key}" means nothing`);
  const code = fields['error'];
  const gives = fields['gives'];
  if ((code === undefined) === (gives === undefined)) fail('one of "gives" and "error" is needed');
  if (code === undefined && fields['source'] === undefined && !file.includes('errors'))
    fail('"source" is missing');
  const splFile = fields['spl_file'];
  const spl = splFile === undefined ? fields['spl'] : readFileSync(join(repository, String(splFile)), 'utf8');
  return {
    file,
    about,
    spl: typeof spl === 'string' ? spl : fail('"spl" is missing'),
    events: jsonLines(fields['given']),
    isJson: fields['json'] === true,
    // The shape is checked by the compiler of the search that uses them.
    macros: (fields['macros'] ?? []) as readonly MacroDefinition[],
    lookups: toLookups(asRecord(fields['lookups']), file),
    dataModels: (fields['datamodels'] ?? []) as readonly DataSet[],
    now: typeof fields['now'] === 'number' ? fields['now'] : defaultNow,
    expected:
      code === undefined
        ? {
            kind: 'rows',
            rows: jsonLines(gives),
            columns: Array.isArray(fields['columns']) ? fields['columns'].map(String) : null,
            ordered: fields['ordered'] === true,
            warns: fields['warns'] === undefined ? [] : [String(fields['warns'])],
          }
        : { kind: 'error', code: String(code) },
  };
}

function asRecord(value: unknown): Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function jsonLines(text: unknown): readonly Event[] {
  const lines = String(text ?? '').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => asRecord(JSON.parse(line)));
}
