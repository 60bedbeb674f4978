/** A field that events have without holding it, computed from those they hold. Source: Knowledge Manager Manual, calculated fields. */
export interface CalculatedField {
  readonly name: string;
  /** What the value is. */
  readonly doc: string;
  /** Where the fact stands: which field of which record it is made of. */
  readonly source: string;
  /** An eval expression over fields of the record; it sees no calculated field. NULL where the record has nothing for it. */
  readonly expr: string;
  /** An eval condition on the events that have it; empty: every event. */
  readonly when: string;
  /** A part that `expr` names more than once, computed once for it. */
  readonly part?: FieldPart;
}

export interface FieldPart {
  readonly name: string;
  /** As `expr`; it does not see the part. */
  readonly expr: string;
}

export type FieldRow = readonly [name: string, expr: string, doc: string, source: string, part?: FieldPart];

/** Rows of one sourcetype. */
export function calculatedFields(when: string, rows: readonly FieldRow[]): readonly CalculatedField[] {
  return rows.map(([name, expr, doc, source, part]) => ({
    name,
    expr,
    doc,
    source,
    when,
    ...(part ? { part } : {}),
  }));
}
