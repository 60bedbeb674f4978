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
}

export type FieldRow = readonly [name: string, expr: string, doc: string, source: string];

/** Rows of one sourcetype. */
export function calculatedFields(when: string, rows: readonly FieldRow[]): readonly CalculatedField[] {
  return rows.map(([name, expr, doc, source]) => ({ name, expr, doc, source, when }));
}
