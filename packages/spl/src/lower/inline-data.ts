/** One row given in the text of a search: scalars as text, arrays as lists of texts. A Map, for names are hostile. */
export type InlineRow = ReadonlyMap<string, string | readonly string[]>;

/** Rows of a CSV text with a header line (RFC 4180). An empty cell is missing. Null when there is no header. */
export function parseCsvData(text: string): readonly InlineRow[] | null {
  const [header, ...records] = csvRecords(text);
  if (!header) return null;
  return records.map(
    (cells) =>
      new Map(
        header.flatMap((name, i): [string, string][] => {
          const cell = cells[i] ?? '';
          return cell === '' ? [] : [[name, cell]];
        }),
      ),
  );
}

/** Cells of each line; a quoted cell may hold commas, doubled quotes and line breaks. Blank lines are no records. */
function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\r|$)/y;
  while (cell.lastIndex < text.length || record.length > 0) {
    const [, written = '', separator = ''] = cell.exec(text) ?? [];
    const isQuoted = written.length > 1 && written.startsWith('"') && written.endsWith('"');
    record.push(isQuoted ? written.slice(1, -1).replaceAll('""', '"') : written.trim());
    if (separator === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    if (separator === '') break;
  }
  return records;
}

/** Rows of a JSON array of objects; nested values become their JSON text. Null when the text is something else. */
export function parseJsonData(text: string): readonly InlineRow[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every(isPlainObject)) return null;
  return value.map(
    (row) =>
      new Map(
        Object.entries(row).flatMap(([name, item]): [string, string | readonly string[]][] => {
          const cell = inlineCell(item);
          return cell === null ? [] : [[name, cell]];
        }),
      ),
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** NULL elements of an array are left out, and an array without any other is missing. */
function inlineCell(value: unknown): string | readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return inlineText(value);
  const texts = value.filter((item) => item !== null).map(inlineText);
  return texts.length === 0 ? null : texts;
}

function inlineText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
