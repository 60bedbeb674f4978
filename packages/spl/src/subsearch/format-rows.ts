import { quoteSearchText } from '../lexer/quoting.ts';
import type { Cell } from '../value.ts';

/** The rows of a subsearch, a cell for each column. */
export interface SubsearchResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What `format` gives when there is nothing to put into words: an expression that matches nothing. */
export const nothingFound = 'NOT ( )';

/** Fields whose value is put into the search as it is. Source: Search Manual, Change the format of subsearch results. */
const bareFields: ReadonlySet<string> = new Set(['search', 'query']);

/** True for a field of which `format` writes the value alone. */
export function isBareField(name: string): boolean {
  return bareFields.has(name);
}

/** The names of the fields that `format` writes, in its order. */
export function formattedFields(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.startsWith('_')).sort();
}

/** `user="`: what stands before the value. A name of other characters than usual is in quotes. */
export function fieldPrefix(name: string): string {
  const isPlain = /^[\w.:{}@-]+$/.test(name) && !/^(?:AND|OR|NOT|IN)$/i.test(name);
  return `${isPlain ? name : quoteSearchText(name)}=`;
}

/**
 * The text that stands for the rows of a subsearch: as `format` writes them, or the value alone when all that there is is one
 * field `search` or `query`. Missing and internal fields are left out; several values of a field are alternatives.
 * Source: Search Reference, format.
 */
export function formatRows({ columns, rows }: SubsearchResult): string {
  const names = formattedFields(columns).map((name) => ({ name, at: columns.indexOf(name) }));
  const groups = rows.flatMap((row) => {
    const parts = names.flatMap(({ name, at }) => cellText(name, row[at] ?? null));
    return parts.length === 0 ? [] : [parts];
  });
  const [only] = groups;
  if (!only) return nothingFound;
  const isBare =
    groups.length === 1 &&
    only.length === 1 &&
    names.some(({ name, at }) => isBareField(name) && hasValue(rows, at));
  if (isBare) return only[0] ?? nothingFound;
  return `( ${groups.map((parts) => `( ${parts.join(' AND ')} )`).join(' OR ')} )`;
}

function hasValue(rows: SubsearchResult['rows'], at: number): boolean {
  return rows.some((row) => (row[at] ?? null) !== null);
}

function cellText(name: string, cell: Cell): readonly string[] {
  if (cell === null) return [];
  const texts = (Array.isArray(cell) ? cell : [cell]).map((value: string | number) =>
    isBareField(name) ? String(value) : `${fieldPrefix(name)}${quoteSearchText(String(value))}`,
  );
  return texts.length === 1 ? texts : [`( ${texts.join(' OR ')} )`];
}

/** The values of the only field of the rows, to stand in a list; null when there is no such field. */
export function listValues({ columns, rows }: SubsearchResult): readonly string[] | null {
  const [name, ...others] = formattedFields(columns);
  if (name === undefined || others.length > 0 || isBareField(name)) return null;
  const at = columns.indexOf(name);
  return rows.flatMap((row): readonly string[] => {
    const cell = row[at] ?? null;
    if (cell === null) return [];
    return Array.isArray(cell) ? cell : [String(cell)];
  });
}
