import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cell, PlanExpr, ScanColumn, SplType } from '@sealbreak/spl';
import { afterAll } from 'vitest';
import { type Engine, type LoadedEvents, type LoadRequest, openEngine, type ScanFile } from '../src/index.ts';

/** An engine and a directory for input files, both gone after the tests of the file. */
export async function makeBench(): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), 'sealbreak-test-'));
  const engine = await openEngine({ threads: 2 });
  afterAll(() => {
    engine.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    engine,
    directory,
    write(name, content, options = {}) {
      const { compression = 'none', record = 'o365', checked = false } = options;
      const path = join(directory, name);
      const text = typeof content === 'string' || content instanceof Uint8Array ? content : lines(content);
      writeFileSync(path, compression === 'gzip' ? gzipSync(text) : text);
      return { path, source: name, compression, record, sizeBytes: statSync(path).size, checked };
    },
  };
}

export interface Bench {
  readonly engine: Engine;
  readonly directory: string;
  write(
    name: string,
    content: string | Uint8Array | readonly object[],
    options?: Partial<Pick<ScanFile, 'compression' | 'record' | 'checked'>>,
  ): ScanFile;
}

function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

let ids = 0;

/** A regular audit record. */
export function audit(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  ids += 1;
  return {
    CreationTime: '2026-03-02T10:20:30',
    Id: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
    OrganizationId: 'org',
    Operation: 'Send',
    ...fields,
  };
}

/** Columns `c0`, `c1` … for fields; the type is the one that the name calls for, or given as `name:type`. */
export function columnsOf(
  ...fields: readonly (string | readonly [string, SplType])[]
): readonly ScanColumn[] {
  return fields.map((entry, index) => {
    const [field, type] = typeof entry === 'string' ? [entry, naturalType(entry)] : entry;
    return { id: `c${index}`, field, type };
  });
}

function naturalType(field: string): SplType {
  if (field === '_time' || field === '#ordinal') return 'number';
  return field.includes('{}') ? 'multivalue' : 'dynamic';
}

export function requestOf(
  columns: readonly ScanColumn[],
  options: Partial<LoadRequest> & { predicate?: PlanExpr } = {},
): LoadRequest {
  const { predicate = null, ...rest } = options;
  return { scans: [{ columns, predicate }], keepDuplicates: false, ...rest };
}

/** The events in reading order, the columns in theirs. */
export async function eventsOf(
  bench: Bench,
  loaded: LoadedEvents,
  columns: readonly ScanColumn[],
): Promise<readonly (readonly Cell[])[]> {
  const ordinal: ScanColumn = { id: 'ordinal', field: '#ordinal', type: 'number' };
  const { text } = loaded.scanSql([...columns, ordinal]);
  const list = columns.map(({ id }) => `"${id}"`).join(', ');
  const rows: (readonly Cell[])[] = [];
  for await (const batch of bench.engine.query({
    kind: 'sql',
    text: `SELECT ${list} FROM (${text}) ORDER BY "ordinal"`,
  })) {
    rows.push(...batch.rows);
  }
  return rows;
}

/** Loads everything and gives the events. */
export async function readFields(
  bench: Bench,
  files: readonly ScanFile[],
  ...fields: readonly (string | readonly [string, SplType])[]
): Promise<readonly (readonly Cell[])[]> {
  const columns = columnsOf(...fields);
  const loaded = await bench.engine.loadFiles(files, requestOf(columns));
  const events = await eventsOf(bench, loaded, columns);
  await loaded.close();
  return events;
}

/** The column equals a text that is no number. */
export function equals(id: string, text: string): PlanExpr {
  const args: readonly PlanExpr[] = [column(id), { op: 'literal', value: text, type: 'text' }];
  return { op: 'call', fn: 'text.equal', args, type: 'boolean' };
}

export function isNotNull(id: string): PlanExpr {
  return { op: 'call', fn: 'isNotNull', args: [column(id)], type: 'boolean' };
}

function column(id: string): PlanExpr {
  return { op: 'column', id, type: 'dynamic' };
}
