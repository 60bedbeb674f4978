import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/regex/compile-pattern.ts';
import { evaluate } from '../evaluate.ts';

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '\\h',
  '\\R',
  '[a-c]',
  '[^x]',
  '[\\w-.]',
  '[[:alpha:]]',
  '(',
  ')',
  '(?:',
  '(?<n>',
  '(?i)',
  '|',
  '*',
  '+',
  '?',
  '{2}',
  '{2,}',
  '{1,3}',
  '{',
  '}',
  '^',
  '$',
  '\\b',
  '\\',
  '\\.',
  '\\x41',
  '\\pL',
  ']',
  '[',
  '-',
  '\\Q',
  '\\E',
  '++',
  '(?>',
  '\\Z',
  '\u00e9',
  '"',
  "'",
);

describe('compilePattern', () => {
  it('lets nothing pass that DuckDB then refuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
        const compiled = compilePattern(pieces.join(''));
        fc.pre(compiled.ok);
        if (compiled.ok)
          expect([true, false]).toContain(await evaluate('match(x, y)', { x: 'ab', y: compiled.pattern }));
      }),
      { numRuns: 400 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof compilePattern(text).ok).toBe('boolean');
      }),
    );
  });
});
