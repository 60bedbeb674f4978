import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complete,
  documentSymbols,
  editorDiagnostics,
  formatText,
  highlight,
  hover,
  signatureHelp,
} from '../../src/editor/index.ts';

/** Texts made of what searches are made of, whole or in pieces. */
const pieces = [
  ...[
    'index=main',
    '|',
    ' | stats count by user',
    'eval x=',
    'if(',
    ')',
    '[search a=1',
    ']',
    '"',
    "'",
    '`m(a)`',
    '`',
  ],
  ...[
    '```c```',
    '```',
    ',',
    ' ',
    '\n',
    'NOT ',
    ' OR ',
    'where ',
    'case(a=1, "b"',
    'sort - a, b',
    '| rename a as b',
  ],
  ...[
    'table *',
    'é𝒳',
    'Operation="',
    'IN (',
    '| lookup t a OUTPUT b',
    '<<FIELD>>',
    '{x}',
    '.',
    '\\',
    '| rex "(?<u>.)"',
  ],
];
const searchText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 80 }),
);
const anyOffset = fc.integer({ min: -2, max: 300 });

describe('the editor functions', () => {
  it('answer for any text and any offset', () => {
    fc.assert(
      fc.property(searchText, anyOffset, (text, offset) => {
        for (const { span } of complete(text, offset)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        hover(text, offset);
        signatureHelp(text, offset);
        documentSymbols(text);
        editorDiagnostics(text);
      }),
      { numRuns: 500 },
    );
  });

  it('colour every character at most once, in order', () => {
    fc.assert(
      fc.property(searchText, (text) => {
        let end = 0;
        for (const { span } of highlight(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('format a text once and for all', () => {
    fc.assert(
      fc.property(searchText, (text) => {
        const once = formatText(text);
        expect(formatText(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});
