import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexSpl } from '../../src/lexer/lex-spl.ts';

/** The tokens without blanks, as `kind:text`. */
function shown(text: string): readonly string[] {
  return lexSpl(text)
    .tokens.filter((token) => token.kind !== 'blank')
    .map((token) => `${token.kind}:${token.text}`);
}

describe('lexSpl', () => {
  it('cuts names at punctuation, so that each place can join them in its own way', () => {
    expect(shown('a.b{}=cmd*')).toEqual([
      'word:a',
      'operator:.',
      'word:b{}',
      'operator:=',
      'word:cmd',
      'operator:*',
    ]);
  });

  it.each([
    ['"a \\" b | c"', ['string:"a \\" b | c"']],
    ['"C:\\\\" x', ['string:"C:\\\\"', 'word:x']],
    ['a\\|b', ['word:a\\|b']],
    ['\\"x\\"', ['word:\\"x\\"']],
    ['a\\\\|b', ['word:a\\\\', 'pipe:|', 'word:b']],
  ])('keeps escapes of %s inside their token', (text, tokens) => {
    expect(shown(text)).toEqual(tokens);
  });

  it('takes a comment whole, with pipes, quotes and single backticks in it', () => {
    expect(shown('a ```x | "y ` \n``` | b')).toEqual([
      'word:a',
      'comment:```x | "y ` \n```',
      'pipe:|',
      'word:b',
    ]);
  });

  it('takes a macro call whole, and none inside a string', () => {
    expect(shown('`m(a, "b|c")` "`x`"')).toEqual(['macro:`m(a, "b|c")`', 'string:"`x`"']);
  });

  it('tells a foreach token from comparisons', () => {
    expect(shown('<<FIELD>> a<<b')).toEqual([
      'template:<<FIELD>>',
      'word:a',
      'operator:<',
      'operator:<',
      'word:b',
    ]);
  });

  it('takes ! for a letter unless = follows', () => {
    expect(shown('!a!=b')).toEqual(['word:!a', 'operator:!=', 'word:b']);
  });

  it.each([
    ['a "b', 'SPL1001', 2],
    ['a `b', 'SPL1002', 2],
    ['a ```b`', 'SPL1003', 2],
    ['"a\\"', 'SPL1001', 0],
  ])('reports what %s never closes', (text, code, start) => {
    expect(lexSpl(text).diagnostics.map((d) => [d.code, d.span.start])).toEqual([[code, start]]);
  });

  it('tiles every text with its tokens', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"',
        '`',
        '```',
        '\\',
        '|',
        '[',
        '<<FIELD>>',
        "'",
        '!=',
        '\u00a0',
        '\n',
        'NOT',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const token of lexSpl(text).tokens) {
          expect(token.span.start).toBe(end);
          expect(token.span.end).toBeGreaterThan(end);
          expect(token.text).toBe(text.slice(token.span.start, token.span.end));
          end = token.span.end;
        }
        expect(end).toBe(text.length);
      }),
    );
  });
});
