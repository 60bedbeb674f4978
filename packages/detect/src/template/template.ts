/**
 * The text of a title or a "why", with places for values of a result row. Written `{{Column}}` or
 * `{{Column | filter argument | filter}}`; the filters are the rows of `templateFilters`. There are no conditions, no
 * loops and no evaluation: a template can only print cells.
 */
export type Template = readonly TemplatePart[];

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly column: string; readonly filters: readonly FilterCall[] };

export interface FilterCall {
  readonly name: string;
  readonly args: readonly string[];
}

/** A fault in a template; `offset` counts UTF-16 units from the start of its text. */
export interface TemplateFault {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** The columns that a template prints, in order, with repetitions. */
export function templateColumns(template: Template): readonly string[] {
  return template.flatMap((part) => (part.kind === 'value' ? [part.column] : []));
}
