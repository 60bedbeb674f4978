import type { Cell } from '@sealbreak/spl';
import { visible } from '../encode/visible.ts';
import { countOf } from '../number.ts';
import type { Paint } from '../terminal/palette.ts';
import { displayWidth, pad, truncate } from '../terminal/width.ts';
import { cellForPeople, defaultTableOptions, type ResultTable, type TableOptions } from './result-table.ts';

/** Column widths are taken from this many rows; later rows are cut to fit. */
const sampleRows = 500;
const gap = '  ';
const smallestColumn = 6;
/** A letter takes at most a few units: more than this of a cell is never printed, whatever the terminal's width. */
const longestCell = 5000;

interface ColumnLayout {
  readonly name: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/**
 * A table that fits the terminal: the widest columns give way first, what is cut off leaves a `…`. Where not even
 * narrow columns fit, each row is printed as a block of `column  value` lines.
 */
export async function* renderTableTerminal(
  table: ResultTable,
  options: TableOptions = {},
): AsyncGenerator<string> {
  const { width, palette } = { ...defaultTableOptions, ...options };
  const names = table.columns.map((column) => visible(column));
  const sample: (readonly Cell[])[] = [];
  let print: ((row: readonly Cell[], number: number) => string) | undefined;
  let count = 0;
  const start = (): string => {
    const layout = layOut(table.columns, names, sample, width);
    print = layout
      ? tablePrinter(table.columns, layout)
      : blockPrinter(table.columns, names, width, palette.dim);
    return (
      (layout ? headLines(layout, palette.strong, palette.dim) : '') +
      sample.map((row, index) => print?.(row, index + 1)).join('')
    );
  };
  for await (const row of table.rows) {
    count += 1;
    if (print) yield print(row, count);
    else if (sample.push(row) === sampleRows) yield start();
  }
  if (!print) yield start();
  yield `${palette.dim(countOf(count, 'row', 'rows'))}\n`;
}

function shownCell(cell: Cell, column: string): string {
  return visible(cellForPeople(cell, column).slice(0, longestCell));
}

/** Undefined when the columns cannot all be shown side by side. */
function layOut(
  columns: readonly string[],
  names: readonly string[],
  sample: readonly (readonly Cell[])[],
  width: number,
): readonly ColumnLayout[] | undefined {
  const natural = columns.map((column, index) =>
    sample.reduce(
      (most, row) => Math.max(most, displayWidth(shownCell(row[index] ?? null, column))),
      Math.max(1, displayWidth(names[index] ?? '')),
    ),
  );
  const room = width - gap.length * (columns.length - 1);
  const fitted = fitWidths(natural, room);
  return fitted?.map((columnWidth, index) => ({
    name: names[index] ?? '',
    width: columnWidth,
    align: isNumeric(sample, index) ? 'right' : 'left',
  }));
}

/** Widths whose sum is at most `room`: all above a common limit are cut to it. Undefined when that limit is too small. */
export function fitWidths(natural: readonly number[], room: number): readonly number[] | undefined {
  let limit = Math.max(0, ...natural);
  const sum = (): number => natural.reduce((total, width) => total + Math.min(width, limit), 0);
  if (sum() <= room) return natural;
  let rest = room;
  let open = natural.toSorted((a, b) => a - b);
  while (open.length > 0 && (open[0] ?? 0) <= Math.floor(rest / open.length)) {
    rest -= open[0] ?? 0;
    open = open.slice(1);
  }
  limit = Math.floor(rest / Math.max(1, open.length));
  return limit < smallestColumn ? undefined : natural.map((width) => Math.min(width, limit));
}

function isNumeric(sample: readonly (readonly Cell[])[], index: number): boolean {
  const cells = sample.map((row) => row[index] ?? null).filter((cell) => cell !== null);
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number');
}

function headLines(layout: readonly ColumnLayout[], strong: Paint, dim: Paint): string {
  const heads = layout.map(({ name, width, align }) =>
    pad(name, width, align === 'right' ? 'left' : 'right'),
  );
  const rules = layout.map(({ width }) => '─'.repeat(width));
  return `${strong(heads.join(gap).trimEnd())}\n${dim(rules.join(gap))}\n`;
}

function tablePrinter(columns: readonly string[], layout: readonly ColumnLayout[]) {
  return (row: readonly Cell[]): string => {
    const cells = layout.map(({ width, align }, index) =>
      pad(shownCell(row[index] ?? null, columns[index] ?? ''), width, align === 'right' ? 'left' : 'right'),
    );
    return `${cells.join(gap).trimEnd()}\n`;
  };
}

function blockPrinter(columns: readonly string[], names: readonly string[], width: number, dim: Paint) {
  const nameWidth = Math.min(Math.max(0, ...names.map(displayWidth)), Math.floor(width / 3));
  return (row: readonly Cell[], number: number): string => {
    const lines = columns.map((column, index) => {
      const value = truncate(shownCell(row[index] ?? null, column), width - nameWidth - gap.length);
      return `${dim(pad(names[index] ?? '', nameWidth, 'right'))}${gap}${value}`.trimEnd();
    });
    return `${dim(`row ${number}`)}\n${lines.join('\n')}\n\n`;
  };
}
