import type { LookupDefinition } from './definition.ts';

const counted = new WeakMap<LookupDefinition, Map<string, number>>();

/** How many rows of the table at most have the same values in these fields. Rows with an empty cell among them match nothing. */
export function mostRowsPerKey(definition: LookupDefinition, fields: readonly string[]): number {
  const known = counted.get(definition) ?? new Map<string, number>();
  counted.set(definition, known);
  const name = JSON.stringify(fields);
  const most = known.get(name) ?? countMost(definition, fields);
  known.set(name, most);
  return most;
}

function countMost(definition: LookupDefinition, fields: readonly string[]): number {
  const at = fields.map((field) => definition.fields.indexOf(field));
  const counts = new Map<string, number>();
  let most = 0;
  for (const row of definition.rows) {
    const cells = at.map((index) => row[index] ?? '');
    if (cells.includes('')) continue;
    const text = JSON.stringify(cells);
    // Back ends fold letters beyond ASCII in their own ways.
    if (definition.caseSensitive === false && !isAscii(text)) return definition.rows.length;
    const key = definition.caseSensitive === false ? text.toLowerCase() : text;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) most = count;
  }
  return most;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
