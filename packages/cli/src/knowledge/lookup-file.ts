import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CsvSplitter } from '@sealbreak/readers';
import { CliError } from '../cli-error.ts';

/** The table of a lookup file. An empty cell, and one that a short row lacks, is empty text. */
export interface LookupFile {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** As long as a cell of a table may reasonably be, many times over. */
const maxRowBytes = 16 * 1024 * 1024;

/** Reads a CSV file, gzipped when its name says so, whose first row names the fields. Throws CliError with file and line. */
export function readLookupFile(path: string): LookupFile {
  return parseLookupFile(readBytes(path), path);
}

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new CliError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The same for the bytes of the file. Columns without a name, and further ones of the same name, are left out. */
export function parseLookupFile(bytes: Buffer, path: string): LookupFile {
  const records: string[][] = [];
  const splitter = new CsvSplitter(
    {
      row: (row) => {
        records.push(Array.from({ length: row.cellCount }, (_, at) => row.cell(at) ?? ''));
      },
      broken: (line, reason) => {
        throw new CliError(`${path}:${line}: ${reason}`, 'the table of a lookup is a CSV file');
      },
    },
    { delimiter: ',', maxRowBytes },
  );
  splitter.push(bytes);
  splitter.end();
  const [header = [], ...rows] = records;
  const names = header.map((name, at) => (at === 0 ? name.replace(/^\uFEFF/, '') : name).trim());
  const columns = names.flatMap((name, at) =>
    // Splunk keeps the values of multivalue cells in columns of its own beside their text.
    name === '' || name.startsWith('__mv_') || names.indexOf(name) !== at ? [] : [at],
  );
  return {
    fields: columns.map((at) => names[at] ?? ''),
    rows: rows.map((cells) => columns.map((at) => cells[at] ?? '')),
  };
}
