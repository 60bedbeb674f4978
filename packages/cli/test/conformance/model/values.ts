/** The values of one field of a row, never none. */
export type Values = readonly string[];
/** A row of the model: texts only, as in SPL's data model. */
export type Row = ReadonlyMap<string, Values>;

/** Where a row stood among those made of one event; as an internal field it goes where the time goes. */
export const readingField = '_reading';

/** A decimal number with a sign, a fraction and an exponent at will, and no blanks. */
export function numberOf(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

export function textOf(value: number | null): string | null {
  return value === null || !Number.isFinite(value) ? null : String(value === 0 ? 0 : value);
}

/** The one value of a field; null when it has none or several. */
export function single(row: Row, field: string): string | null {
  const values = row.get(field);
  return values?.length === 1 ? (values[0] ?? null) : null;
}

/** The row with a field set; null or no value removes it. */
export function withField(row: Row, field: string, value: string | Values | null): Row {
  const next = new Map(row);
  const values = value === null ? [] : typeof value === 'string' ? [value] : value;
  if (values.length === 0) next.delete(field);
  else next.set(field, values);
  return next;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Numbers as numbers when both are, else text by code point. */
export function compareTexts(a: string, b: string): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return x - y;
  return byCodePoint(a, b);
}

export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function holds(op: Comparison, order: number): boolean {
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Numbers, then IPv4 addresses, then texts, each in its own order; numbers that are equal tie, however they are written. */
export function compareForSort(a: string, b: string): number {
  const [x, y] = [sortKey(a), sortKey(b)];
  return x.kind - y.kind || (x.kind === 2 ? byCodePoint(a, b) : x.number - y.number);
}

function sortKey(text: string): { readonly kind: number; readonly number: number } {
  const number = numberOf(text);
  if (number !== null) return { kind: 0, number };
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts?.every((part) => part <= 255))
    return { kind: 1, number: parts.reduce((sum, part) => sum * 256 + part, 0) };
  return { kind: 2, number: 0 };
}
