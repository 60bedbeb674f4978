import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import type { SearchTerm } from '../../src/ast/ast.ts';
import { termPattern } from '../../src/lower/term-pattern.ts';

function finds(match: SearchTerm['match'], text: string, raw: string): boolean {
  return RE2JS.compile(termPattern({ match, text })).matcher(raw).find();
}

describe('a term in the raw text', () => {
  it.each([
    ['keyword', 'failed', 'code=failed', true],
    ['keyword', 'failed', 'failedover', false],
    ['keyword', 'FAILED', 'login Failed.', true],
    ['keyword', 'fail*', 'failedover', true],
    ['keyword', '*over', 'failedover now', true],
    ['keyword', 'f*r', 'xx failedover', true],
    ['keyword', 'f*r', 'failed over', false],
    ['keyword', 'a.c', 'abc', false],
    ['keyword', '-x', 'a-x', true],
    ['keyword', '^x', 'a^x', false],
    ['phrase', 'a b', 'x a b y', true],
    ['phrase', 'a b', 'x a  b y', false],
    ['phrase', 'a b', 'xa b', false],
    ['phrase', '(a)', 'f(a)', true],
    ['phrase', 'a*d', 'a b\nc d', true],
    ['term', '10.0.0.1', 'ip 10.0.0.1;', true],
    ['term', '10.0.0.1', 'ip=10.0.0.1', false],
    ['term', '-x', 'a-x', false],
    ['case', 'Error', 'an Error', true],
    ['case', 'Error', 'an error', false],
  ] as const)('%s %s in %j: %s', (match, text, raw, found) => {
    expect(finds(match, text, raw)).toBe(found);
  });

  it('is always a pattern that RE2 takes, and is found in itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('keyword', 'phrase', 'term', 'case'),
        fc.string({ minLength: 1 }).filter((text) => !text.includes('*')),
        (match: SearchTerm['match'], text) => {
          expect(finds(match, text, text)).toBe(true);
        },
      ),
    );
  });
});
