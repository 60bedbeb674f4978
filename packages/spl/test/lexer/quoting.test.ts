import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexSpl } from '../../src/lexer/lex-spl.ts';
import { quoteSearchText, quoteText, stringValue, unescapeText } from '../../src/lexer/quoting.ts';

describe('quoting', () => {
  it.each([
    ['\\d+\\.', '\\d+\\.'],
    ['C:\\\\Users\\\\*', 'C:\\Users\\*'],
    ['say \\"hi\\"', 'say "hi"'],
    ['a\\|b', 'a|b'],
    ['\\*', '\\*'],
    ['\\\\\\\\', '\\\\'],
    ['\\', '\\'],
  ])('reads %s', (raw, value) => {
    expect(unescapeText(raw)).toBe(value);
  });

  it('leaves the backslashes of a regular expression alone', () => {
    expect(quoteText('^\\d{1,3}\\.$')).toBe('"^\\d{1,3}\\.$"');
    expect(quoteSearchText('C:\\Temp\\*')).toBe('"C:\\\\Temp\\\\*"');
  });

  it('gives back every value that was quoted, as one token', () => {
    const value = fc.string({ unit: fc.constantFrom('\\', '"', '|', 'a', '*', ' ', "'", '`') });
    fc.assert(
      fc.property(value, fc.constantFrom(quoteText, quoteSearchText), (text, quote) => {
        const quoted = quote(text);
        expect(lexSpl(quoted).tokens.map((token) => token.kind)).toEqual(['string']);
        expect(stringValue(quoted)).toBe(text);
      }),
    );
  });
});
