import type { Cell } from '@sealbreak/spl';
import { visible } from './visible.ts';

/** A spreadsheet takes a cell that begins with one of these, blanks skipped, for a formula. */
const formulaStart = /^\s*[=+\-@\uff0b\uff0d\uff1d\uff20]/;
const plainNumber = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * One cell of CSV (RFC 4180). Numbers stand as they are. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, unless it is a plain number. Control characters other than line feed and tab are made visible; a
 * multivalue stands in one cell, a value a line.
 */
export function encodeCsvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = visible(typeof cell === 'string' ? cell : cell.join('\n'), '\n\t');
  // Each value of a multivalue may end up in a cell of its own.
  const safe = text.split('\n').map(defuse).join('\n');
  return /[",\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function defuse(line: string): string {
  return formulaStart.test(line) && !plainNumber.test(line) ? `'${line}` : line;
}

/** A line of CSV with its line end, CR LF. */
export function encodeCsvLine(cells: readonly Cell[]): string {
  const line = cells.map(encodeCsvCell).join(',');
  // One empty cell alone would be an empty line, which readers skip.
  return `${line === '' && cells.length === 1 ? '""' : line}\r\n`;
}
