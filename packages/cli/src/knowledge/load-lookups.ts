import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type LookupStanza, lookupStanzas, lookupsOfYaml, parseConf } from '@sealbreak/detect';
import type { LookupDefinition } from '@sealbreak/spl';
import { findFiles } from './find-files.ts';
import { type LookupFile, readLookupFile } from './lookup-file.ts';

/**
 * The lookups of the files and folders: CSV files by their names, and the definitions of transforms.conf files and YAML
 * packs. A table is read when a search first names it. Throws CliError for what cannot be read.
 */
export function loadLookups(paths: readonly string[]): readonly LookupDefinition[] {
  const files = findFiles(paths, (path) => isTable(path) || isDefinition(path));
  const tables = new Map<string, () => LookupFile>();
  for (const path of files.filter((file) => !isDefinition(file))) tables.set(tableName(path), once(path));
  const stanzas = files.filter(isDefinition).flatMap(stanzasOf);
  const defined = new Map(stanzas.map((stanza) => [stanza.name, toDefinition(stanza, tables)]));
  const plain = [...tables].map(([name, table]) => lazily({ name }, table));
  return [...defined.values(), ...plain];
}

function isTable(path: string): boolean {
  return /\.csv(\.gz)?$/i.test(path);
}

function isDefinition(path: string): boolean {
  return /\.(conf|ya?ml)$/i.test(path) && (basename(path) === 'transforms.conf' || !path.endsWith('.conf'));
}

/** The name by which definitions call the table. */
function tableName(path: string): string {
  const name = basename(path).replace(/\.gz$/i, '');
  return /\.csv$/i.test(name) ? name : `${name}.csv`;
}

function once(path: string): () => LookupFile {
  let table: LookupFile | undefined;
  return () => {
    table ??= readLookupFile(path);
    return table;
  };
}

function stanzasOf(path: string): readonly LookupStanza[] {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.conf') ? lookupStanzas(parseConf(text)) : lookupsOfYaml(text);
}

function toDefinition(
  { name, filename, settings, refused }: LookupStanza,
  tables: ReadonlyMap<string, () => LookupFile>,
): LookupDefinition {
  const table = tables.get(tableName(filename));
  if (refused === null && table) return lazily({ name, ...settings }, table);
  const unusable = refused ?? `its file ${filename} is not among the lookup files`;
  return { name, fields: [], rows: [], unusable };
}

/** A folder may hold many tables, of which a search reads few. */
function lazily(
  definition: Omit<LookupDefinition, 'fields' | 'rows'>,
  table: () => LookupFile,
): LookupDefinition {
  return {
    ...definition,
    get fields() {
      return table().fields;
    },
    get rows() {
      return table().rows;
    },
  };
}
