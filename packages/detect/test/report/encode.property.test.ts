import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCsvCell, encodeCsvLine } from '../../src/report/encode/csv.ts';
import { escapeHtml, html, htmlText } from '../../src/report/encode/html.ts';
import { encodeJson, encodeJsonObject } from '../../src/report/encode/json.ts';
import { encodeMarkdown, encodeMarkdownCode } from '../../src/report/encode/markdown.ts';
import { visible } from '../../src/report/encode/visible.ts';
import { displayWidth, pad, truncate, wrap } from '../../src/report/terminal/width.ts';
import { hostileValues } from './hostile-report.ts';

/** Any text, and texts made of what outputs react to. */
const pieces = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '|',
  '\\',
  '=',
  '+',
  '-',
  '@',
  ',',
  '\n',
  '\r',
  '\t',
  ' ',
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\u200b',
  '\ud800',
  '界',
  '😀',
  'é',
  '\u0301',
  '{{',
  '](',
  '://',
  '*',
  '_',
  'a',
  '1',
  '.',
];
const hostile = fc.oneof(
  fc.constantFrom(...hostileValues),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
);
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('visible', () => {
  it('leaves nothing that acts, and does nothing the second time', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(acting);
        expect(shown).not.toMatch(/\p{M}{5}/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
  it.each([
    ['\u001b[2J', '\\u001b[2J'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['user\u202egpj', 'user\\u202egpj'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['日本 é 😀', '日本 é 😀'],
  ])('%j', (text, shown) => expect(visible(text)).toBe(shown));
});

describe('html', () => {
  it('a value can neither open a tag nor leave an attribute, and is still all there', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = escapeHtml(text);
        expect(out).not.toMatch(/[<>"'`]/);
        const back = out
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&#96;', '`')
          .replaceAll('&amp;', '&');
        expect(back).toBe(visible(text));
        expect(htmlText(html`<p title="${text}">${[html`${text}`]}</p>`)).toBe(
          `<p title="${out}">${out}</p>`,
        );
      }),
    );
  });
});

describe('csv', () => {
  it('reads back cell for cell, and no cell is a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hostile, fc.double({ noNaN: true }), fc.constant(null)), {
          minLength: 1,
          maxLength: 5,
        }),
        (cells) => {
          const line = encodeCsvLine(cells);
          expect(line.endsWith('\r\n')).toBe(true);
          const back = parseCsvLine(line.slice(0, -2));
          expect(back).toHaveLength(cells.length);
          for (const [index, text] of back.entries()) {
            const cell = cells[index];
            if (typeof cell === 'number') expect(text).toBe(String(cell));
            else {
              expect(text.replace(/(^|\n)'/g, '$1')).toBe(
                visible(cell ?? '', '\n\t').replace(/(^|\n)'/g, '$1'),
              );
              for (const part of text.split('\n'))
                expect(/^\s*[=+\-@]/.test(part) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(part)).toBe(
                  false,
                );
            }
          }
        },
      ),
    );
  });
  it.each([
    ['=1+1', "'=1+1"],
    ['-5', '-5'],
    ['+49 30 1', "'+49 30 1"],
    ['＝x', "'＝x"],
    [['a', '=b'], '"a\n\'=b"'],
    ['a "b", c', '"a ""b"", c"'],
    [null, ''],
    [12.5, '12.5'],
  ])('%j', (cell, text) => expect(encodeCsvCell(cell)).toBe(text));
});

/** Strict RFC 4180: a quote may stand only around a cell, doubled inside. */
function parseCsvLine(line: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const [whole = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",\n]*))(?=,|$)/.exec(line.slice(at)) ?? [];
    if (quoted === undefined && plain === undefined) throw new Error(`no cell at ${at} of ${line}`);
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (at >= line.length) return cells;
    at += 1;
  }
}

describe('json', () => {
  it('keeps the value and holds nothing that acts', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = encodeJson({ text });
        expect(out).not.toMatch(acting);
        expect(JSON.parse(out)).toEqual({ text });
      }),
    );
  });
  it('keeps the order and the names of keys', () => {
    expect(
      encodeJsonObject([
        ['b', 1],
        ['10', null],
        ['2', ['x', 'y']],
        ['__proto__', 'p'],
      ]),
    ).toBe('{"b":1,"10":null,"2":["x","y"],"__proto__":"p"}');
  });
});

describe('markdown', () => {
  it('text stays text, on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = encodeMarkdown(text);
        expect(out).not.toContain('\n');
        expect(out.replace(/\\./g, '')).not.toMatch(/[`*_[\]<>|~&$!]/);
        expect(out).not.toContain('://');
        expect(out).not.toMatch(/^\s*([-+#=]|\d{1,9}[.)])/);
      }),
    );
  });
  it('a code span ends where it should', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = encodeMarkdownCode(text);
        expect(out).not.toContain('\n');
        if (out === '' || visible(text).includes('|')) return;
        const fence = /^`+/.exec(out)?.[0] ?? '';
        const inner = out.slice(fence.length, -fence.length);
        expect((inner.match(/`+/g) ?? []).every((run) => run.length !== fence.length)).toBe(true);
        expect(inner.startsWith('`') || inner.endsWith('`')).toBe(false);
        expect(inner).not.toContain('|');
      }),
    );
  });
});

describe('terminal widths', () => {
  it.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['한글', 4],
    ['ｆｕ', 4],
    ['😀', 2],
    ['12\u202f345', 6],
    ['', 0],
  ])('%s', (text, width) => expect(displayWidth(text)).toBe(width));

  it('cut, padded and wrapped text fits', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 60 }), (text, width) => {
        const shown = visible(text);
        expect(displayWidth(truncate(shown, width))).toBeLessThanOrEqual(width);
        expect(displayWidth(pad(shown, width, 'left'))).toBe(width);
        const lines = wrap(shown, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(shown.replaceAll(' ', ''));
      }),
    );
  });
  it('cuts only what is too long', () => {
    expect(truncate('abcdef', 6)).toBe('abcdef');
    expect(truncate('abcdef', 5)).toBe('abcd…');
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncate('日本語', 4)).toBe('日…');
  });
});
