import type { CsvDialect } from '../csv/csv-dialect.ts';
import type { Recognition } from './format.ts';

/** Recognises a CSV that has all the columns, whatever their letter case. */
export function csvWithColumns(
  csv: CsvDialect | null,
  columns: readonly string[],
  why: string,
): Recognition | null {
  if (csv === null) return null;
  const present = new Set(csv.header.map((name) => name.trim().toLowerCase()));
  if (!columns.every((column) => present.has(column))) return null;
  const { delimiter, skipLines } = csv;
  return {
    why: delimiter === ',' ? why : `${why}, separated by ${JSON.stringify(delimiter)}`,
    plan: { how: 'csv', delimiter, skipLines },
  };
}
