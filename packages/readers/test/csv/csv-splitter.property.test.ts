import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/csv/csv-dialect.ts';
import { CsvSplitter } from '../../src/csv/csv-splitter.ts';

function split(
  text: string,
  sizes: readonly number[],
): { rows: string[][]; lines: number[]; broken: string[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  const broken: string[] = [];
  const sink = {
    row: (row: Parameters<typeof cellsOf>[0]) => {
      rows.push(cellsOf(row));
      lines.push(row.line);
    },
    broken: (_: number, reason: string) => broken.push(reason),
  };
  const splitter = new CsvSplitter(sink, { delimiter: ';', maxRowBytes: 10_000 });
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    splitter.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  splitter.end();
  return { rows, lines, broken };
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', '\n', ' ', '\r\n', '😀'), maxLength: 8 });
const table = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

function write(rows: readonly (readonly (readonly [string, boolean])[])[], lineEnd: string): string {
  const quoted = ([text, always]: readonly [string, boolean]) =>
    always || /["; \r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(quoted).join(';') + lineEnd).join('');
}

describe('CsvSplitter', () => {
  it('agrees with csv-parse and with what was written, whatever the pieces', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), sizes, (rows, lineEnd, pieces) => {
        const text = write(rows, lineEnd);
        const found = split(text, pieces);
        expect(found.broken).toEqual([]);
        expect(found.rows).toEqual(rows.map((row) => row.map(([value]) => value)));
        expect(found.rows).toEqual(
          parse(text, { delimiter: ';', relax_column_count: true, record_delimiter: lineEnd }),
        );
        const starts = rows.map((_, index) => write(rows.slice(0, index), lineEnd).split('\n').length);
        expect(found.lines).toEqual(starts);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a last row without a line end', 'a;b', [['a', 'b']]],
    ['an empty last cell', 'a;', [['a', '']]],
    [
      'blank lines',
      'a;b\n\n\r\nc;d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['blanks behind a quote', '"a" ;b\n', [['a', 'b']]],
    ['quotes inside plain text', 'a"b;c\n', [['a"b', 'c']]],
  ])('%s', (_, text, rows) => {
    expect(split(text, [100])).toMatchObject({ rows, broken: [] });
  });
});
