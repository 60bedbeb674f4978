import type { Cell } from '@sealbreak/spl';

/** A result with named columns. */
export interface ResultTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Differences between a result and the expected columns and rows; empty when they agree. Columns are compared by name
 * and all visible ones count, but for internal fields (`_time`, `_raw`) that are not expected.
 */
export function compareResult(
  actual: ResultTable,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  ordered: boolean,
): readonly string[] {
  const missing = columns.filter((name) => !actual.columns.includes(name));
  const extra = actual.columns.filter((name) => !name.startsWith('_') && !columns.includes(name));
  const faults = [
    ...missing.map((name) => `column "${name}" is missing`),
    ...extra.map((name) => `column "${name}" is not expected`),
  ];
  if (faults.length > 0) return faults;
  const at = columns.map((name) => actual.columns.indexOf(name));
  const found = actual.rows.map((row) => at.map((i) => row[i] ?? null));
  return ordered ? compareInOrder(found, rows) : compareAsMultiset(found, rows);
}

function compareInOrder(
  found: readonly (readonly Cell[])[],
  expected: readonly (readonly unknown[])[],
): readonly string[] {
  const length = Math.max(found.length, expected.length);
  return Array.from({ length }, (_, i) => {
    const [actual, wanted] = [found[i], expected[i]];
    if (actual && wanted && rowsMatch(actual, wanted)) return [];
    return [`row ${i + 1}: got ${show(actual)}, expected ${show(wanted)}`];
  }).flat();
}

function compareAsMultiset(
  found: readonly (readonly Cell[])[],
  expected: readonly (readonly unknown[])[],
): readonly string[] {
  const left = [...found];
  const faults = expected.flatMap((wanted) => {
    const at = left.findIndex((actual) => rowsMatch(actual, wanted));
    if (at < 0) return [`expected ${show(wanted)}: no such row`];
    left.splice(at, 1);
    return [];
  });
  return [...faults, ...left.map((row) => `got ${show(row)}: not expected`)];
}

function rowsMatch(actual: readonly Cell[], wanted: readonly unknown[]): boolean {
  return actual.length === wanted.length && actual.every((cell, i) => cellsMatch(cell, wanted[i]));
}

/** A number agrees with a value of the same numeric form (relative tolerance 1e-9), a string with the string form. */
export function cellsMatch(actual: Cell, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined || actual === null)
    return (wanted ?? null) === null && actual === null;
  if (Array.isArray(wanted)) {
    const list = Array.isArray(actual) ? actual : [actual];
    return list.length === wanted.length && wanted.every((item, i) => cellsMatch(list[i] ?? null, item));
  }
  if (Array.isArray(actual)) return actual.length === 1 && cellsMatch(actual[0] ?? null, wanted);
  if (typeof wanted !== 'number') return String(actual) === String(wanted);
  const value =
    typeof actual === 'number' ? actual : Number(String(actual).trim() === '' ? Number.NaN : actual);
  return value === wanted || Math.abs(value - wanted) <= 1e-9 * Math.max(Math.abs(value), Math.abs(wanted));
}

function show(row: readonly unknown[] | undefined): string {
  return row === undefined ? 'no row' : JSON.stringify(row);
}
