/**
 * SQL text that is safe by construction: built only by the `sql` tag from other Sql values, identifiers and values.
 * A bare string does not type-check as a part.
 */
export interface Sql {
  readonly kind: 'sql';
  readonly text: string;
}

/** Joins trusted template text with Sql parts. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  let text = strings[0] ?? '';
  for (let i = 0; i < parts.length; i += 1) text += (parts[i] as Sql).text + (strings[i + 1] ?? '');
  return { kind: 'sql', text };
}

export function joinSql(parts: readonly Sql[], separator: Sql): Sql {
  return { kind: 'sql', text: parts.map((part) => part.text).join(separator.text) };
}
