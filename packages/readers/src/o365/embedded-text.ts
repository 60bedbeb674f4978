import { type JsonObject, parseObject } from '../json/json-object.ts';

/** A record that stands as text inside a field: one or, in a multi-value cell, several; or the text is cut off. */
export type EmbeddedText =
  | {
      readonly kind: 'objects';
      readonly objects: readonly { readonly object: JsonObject; readonly text: string }[];
    }
  | { readonly kind: 'torn'; readonly text: string }
  | { readonly kind: 'other' };

const OTHER: EmbeddedText = { kind: 'other' };

/** Reads a field's text: JSON, JSON once a line (Splunk's multi-value cells), or a CSV line with a JSON cell. */
export function readEmbeddedText(field: string): EmbeddedText {
  const text = field.trim();
  if (text.startsWith('{')) {
    const object = parseObject(text);
    if (object !== undefined) return { kind: 'objects', objects: [{ object, text }] };
    return severalLines(text) ?? { kind: 'torn', text };
  }
  const cell = jsonCell(text);
  if (cell === null) return OTHER;
  const object = parseObject(cell);
  return object === undefined
    ? { kind: 'torn', text: cell }
    : { kind: 'objects', objects: [{ object, text: cell }] };
}

function severalLines(text: string): EmbeddedText | null {
  if (!/\}\r?\n\{/.test(text)) return null;
  const objects: { object: JsonObject; text: string }[] = [];
  for (const line of new Set(text.split(/\r?\n/))) {
    const object = parseObject(line);
    if (object === undefined) return null;
    objects.push({ object, text: line });
  }
  return { kind: 'objects', objects };
}

/** The first cell of a CSV line that holds a JSON object, its quotes undoubled; the rest of the line if it is cut off. */
function jsonCell(line: string): string | null {
  const start = line.indexOf('"{""');
  if (start < 0) return null;
  let end = line.indexOf('"', start + 1);
  while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
  return line.slice(start + 1, end < 0 ? undefined : end).replaceAll('""', '"');
}
