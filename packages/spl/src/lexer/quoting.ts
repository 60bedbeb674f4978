/**
 * The quoting rules of a search (semantics 2.4): `\"`, `\\` and `\|` lose their backslash, every other backslash stays,
 * so that `\d` reaches a regular expression unchanged.
 */
export function unescapeText(raw: string): string {
  return raw.includes('\\') ? raw.replace(/\\([\\"|])/g, '$1') : raw;
}

/** The value of a `string` token; a missing closing quote is tolerated. */
export function stringValue(raw: string): string {
  const closed = raw.length > 1 && raw.endsWith('"');
  return unescapeText(raw.slice(1, closed ? -1 : undefined));
}

/** The shortest text that `unescapeText` turns back into `value`, and that holds no bare double quote. */
export function escapeText(value: string): string {
  return value.replace(/\\(?=[\\"|]|$)/g, '\\\\').replace(/"/g, '\\"');
}

export function quoteText(value: string): string {
  return `"${escapeText(value)}"`;
}

/** As `escapeText`, for text without quotes around it, where a pipe needs a backslash too. */
export function escapeBareText(value: string): string {
  return escapeText(value).replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|');
}

/** The same with every backslash doubled, as people write paths in searches: `"C:\\Users\\*"`. */
export function quoteSearchText(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
