import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLookupFile } from '../../src/knowledge/lookup-file.ts';

function parse(text: string) {
  return parseLookupFile(Buffer.from(text), 'table.csv');
}

describe('parseLookupFile', () => {
  it('reads quotes, line breaks in cells, a byte order mark and short rows', () => {
    expect(parse('\uFEFFuser, dept \r\nana,"it, ""x""\r\ny"\r\nben\r\n\r\n"",z,more\r\n')).toEqual({
      fields: ['user', 'dept'],
      rows: [
        ['ana', 'it, "x"\r\ny'],
        ['ben', ''],
        ['', 'z'],
      ],
    });
  });

  it('leaves out columns without a name, doubled ones and the multivalue columns of Splunk', () => {
    expect(parse('a,,a,__mv_a,b\n1,2,3,4,5\n')).toEqual({ fields: ['a', 'b'], rows: [['1', '5']] });
  });

  it('has no fields in an empty file', () => {
    expect(parse('')).toEqual({ fields: [], rows: [] });
  });

  it('says where a table is damaged', () => {
    expect(() => parse('a,b\n1,"x"y\n')).toThrow('table.csv:2: text behind a closing quote');
  });

  it('reads back what was written', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\r\uFFFD]/g, ''));
    const rows = fc.array(fc.tuple(cell, cell), { maxLength: 6 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, (cells) => {
        const lines = [['a', 'b'], ...cells].map((row) => `${row.map(quoted).join(',')}\n`);
        expect(parse(lines.join('')).rows).toEqual(cells);
      }),
    );
  });
});
