import type { Cell } from '@sealbreak/spl';

/** A row's cell; null for a column that the row lacks. Names come from logs: `constructor` is a column, not a method. */
export function cellOf(row: Readonly<Record<string, Cell>>, column: string): Cell {
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}
