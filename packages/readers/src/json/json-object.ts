export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a text that should hold one object. Undefined when it is no JSON or no object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The object's own names by their lower-case form; of several that differ only in case the first counts. */
export function namesByLowerCase(object: JsonObject): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const key of Object.keys(object)) {
    const lower = key.toLowerCase();
    if (!names.has(lower)) names.set(lower, key);
  }
  return names;
}

/**
 * Parses one JSON value of a file. A value that is itself the text of an object (arrays of AuditData texts) counts as that
 * object: `text` is then its text. Throws SyntaxError.
 */
export function parseValue(text: string): { readonly value: unknown; readonly text: string } {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return { value, text };
  return { value: JSON.parse(value), text: value };
}
