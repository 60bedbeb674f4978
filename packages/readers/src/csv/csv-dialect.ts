import { type CsvRow, CsvSplitter } from './csv-splitter.ts';

/** How a CSV file is written, told from its beginning. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Lines before the header: `#TYPE …` of Export-Csv, `sep=;` of Excel. */
  readonly skipLines: number;
  readonly header: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Columns that audit records come in; one of them makes a text a CSV of records. */
const TELLING = new Set(['auditdata', '_raw', 'raweventdata', 'operation', 'officeworkload']);

/** Null when no delimiter gives a header with a column that could hold audit records. `text` is the file's beginning. */
export function sniffCsv(text: string): CsvDialect | null {
  const { skipLines, rest, declared } = skipPreamble(text);
  const delimiters = declared === null ? DELIMITERS : [declared, ...DELIMITERS];
  for (const delimiter of delimiters) {
    const header = firstRow(rest, delimiter);
    if (header.length > 1 && header.some((name) => TELLING.has(name.toLowerCase())))
      return { delimiter, skipLines, header };
  }
  return null;
}

/** The header of a text that looks like some CSV, for saying what it is. */
export function anyHeader(text: string): readonly string[] | null {
  const header = firstRow(skipPreamble(text).rest, ',');
  return header.length >= 3 && header.every((name) => /^[\p{L}_][^\n]{0,60}$/u.test(name)) ? header : null;
}

/** How any text of columns is written: the delimiter that gives most names. Null when its first row is no header. */
export function sniffAnyCsv(text: string): CsvDialect | null {
  const { skipLines, rest, declared } = skipPreamble(text);
  const all = (declared === null ? DELIMITERS : [declared]).map((delimiter) => ({
    delimiter,
    skipLines,
    header: firstRow(rest, delimiter),
  }));
  const [best] = all.sort((a, b) => b.header.length - a.header.length);
  return best !== undefined &&
    best.header.length > 1 &&
    best.header.every((name) => /^[^\n]{0,200}$/.test(name))
    ? best
    : null;
}

function skipPreamble(text: string): { skipLines: number; rest: string; declared: string | null } {
  let rest = text;
  let skipLines = 0;
  let declared: string | null = null;
  for (;;) {
    const line = /^(?:"?#TYPE[^\n]*|"?sep=(.)"?\r?|\s*)\n/i.exec(rest);
    if (line === null || rest === '') return { skipLines, rest, declared };
    declared = line[1] ?? declared;
    skipLines += line[0].split('\n').length - 1;
    rest = rest.slice(line[0].length);
  }
}

function firstRow(text: string, delimiter: string): string[] {
  let row: string[] | null = null;
  const take = (found: CsvRow) => {
    row ??= cellsOf(found);
  };
  const splitter = new CsvSplitter(
    { row: take, broken: () => undefined },
    { delimiter, maxRowBytes: 1 << 20 },
  );
  const end = text.indexOf('\n');
  splitter.push(Buffer.from(end < 0 ? text : text.slice(0, end + 1)));
  splitter.end();
  return row ?? [];
}

/** All cells of a row as text. */
export function cellsOf(row: CsvRow): string[] {
  return Array.from({ length: row.cellCount }, (_, index) => row.cell(index) ?? '');
}
