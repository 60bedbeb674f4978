import { readLookupSettings } from '@sealbreak/detect';
import type { LookupDefinition } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The lookups of a vector: name to `{fields, rows}` and the settings of transforms.conf. */
export function toLookups(lookups: Fields, where: string): readonly LookupDefinition[] {
  return Object.entries(lookups).map(([name, value]) => toLookup(name, value, where));
}

function toLookup(name: string, value: unknown, where: string): LookupDefinition {
  const lookup: Fields = typeof value === 'object' && value !== null ? { ...value } : {};
  const { fields, rows } = lookup;
  if (!Array.isArray(fields) || !Array.isArray(rows))
    throw new CliError(`${where}: the lookup "${name}" has no fields or rows`);
  const { refused, ...settings } = readLookupSettings((key) => {
    const text = lookup[key];
    return text === undefined || text === null ? undefined : String(text);
  });
  if (refused !== null) throw new CliError(`${where}: the lookup "${name}": ${refused}`);
  return { name, fields: fields.map(String), rows: rows.map(cellsOf), ...settings };
}

function cellsOf(row: unknown): readonly (string | null)[] {
  const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
  return cells.map((cell) => (cell === null || cell === undefined ? null : String(cell)));
}
