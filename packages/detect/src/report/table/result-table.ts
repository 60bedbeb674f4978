import type { Cell } from '@sealbreak/spl';
import { type Palette, plainPalette } from '../terminal/palette.ts';
import { isoUtc } from '../time.ts';

/** A search result. Rows may come from a running query: every format streams, none holds all rows. */
export interface ResultTable {
  readonly columns: readonly string[];
  /** Cells in the order of the columns. */
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

export interface TableOptions {
  /** Cells of the terminal; only `table` looks at it. */
  readonly width?: number;
  readonly palette?: Palette;
  /** Shown above a html table. */
  readonly title?: string;
}

export const defaultTableOptions = { width: 100, palette: plainPalette, title: 'Search result' } as const;

/** Columns whose numbers are epoch seconds by Splunk's convention; people see them as dates. */
const timeColumns: ReadonlySet<string> = new Set(['_time', '_indextime']);

/** A cell as people read it: dates for `_time`, a multivalue as a list, null as nothing. Not encoded. */
export function cellForPeople(cell: Cell, column: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return (timeColumns.has(column) && isoUtc(cell)) || String(cell);
  return typeof cell === 'string' ? cell : cell.join(', ');
}
