const NEEDS_QUOTES = /[",\r\n]/;

/** A line of CSV (RFC 4180) with its CR LF. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}
