import type { Cell } from '@sealbreak/spl';
import { encodeCsvLine } from '../encode/csv.ts';
import { encodeJsonObject } from '../encode/json.ts';
import { encodeMarkdown, encodeMarkdownCode } from '../encode/markdown.ts';
import { cellForPeople, type ResultTable } from './result-table.ts';

/** An array of row objects: numbers as numbers, multivalues as arrays, null as null. */
export async function* renderTableJson({ columns, rows }: ResultTable): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const row of rows) {
    yield separator + rowJson(columns, row);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** A row object a line. */
export async function* renderTableNdjson({ columns, rows }: ResultTable): AsyncGenerator<string> {
  for await (const row of rows) yield `${rowJson(columns, row)}\n`;
}

/** RFC 4180 with a header line; see `encodeCsvCell` for what is changed in cells. */
export async function* renderTableCsv({ columns, rows }: ResultTable): AsyncGenerator<string> {
  yield encodeCsvLine(columns);
  for await (const row of rows) yield encodeCsvLine(columns.map((_, index) => row[index] ?? null));
}

/** A GitHub-flavoured table; each value a code span. */
export async function* renderTableMarkdown({ columns, rows }: ResultTable): AsyncGenerator<string> {
  yield markdownLine(columns.map((column) => encodeMarkdown(column)));
  yield markdownLine(columns.map(() => '---'));
  for await (const row of rows) {
    yield markdownLine(
      columns.map((column, index) => encodeMarkdownCode(cellForPeople(row[index] ?? null, column))),
    );
  }
}

function rowJson(columns: readonly string[], row: readonly Cell[]): string {
  return encodeJsonObject(columns.map((column, index) => [column, row[index] ?? null] as const));
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
