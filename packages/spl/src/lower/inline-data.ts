/** One row given in the text of a search: scalars as text, arrays as lists of texts. */
export type InlineRow = Readonly<Record<string, string | readonly string[] | null>>;

/** Rows of a CSV text with a header line (RFC 4180). An empty cell is missing. Null when there is no header. */
export function parseCsvData(text: string): readonly InlineRow[] | null {
  const [header, ...lines] = csvRecords(text);
  if (!header) return null;
  return lines.map((cells) =>
    Object.fromEntries(
      header.map((name, i) => [name, cells[i] === undefined || cells[i] === '' ? null : cells[i]]),
    ),
  );
}

function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
    records.push(
      cells.map((cell) => (cell[1] === undefined ? (cell[2] ?? '').trim() : cell[1].replaceAll('""', '"'))),
    );
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
  if (!Array.isArray(value)) return null;
  return value.map((row: unknown) =>
    Object.fromEntries(Object.entries(Object(row) as object).map(([name, cell]) => [name, inlineCell(cell)])),
  );
}

function inlineCell(value: unknown): string | readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
