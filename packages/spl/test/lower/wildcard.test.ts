import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  captureWildcards,
  countWildcards,
  fillWildcards,
  hasWildcard,
  matchesPattern,
} from '../../src/lower/wildcard.ts';

describe('wildcards in field names', () => {
  it.each([
    ['a*', 'abc', ['bc']],
    ['a*', 'a', ['']],
    ['*', '', ['']],
    ['*c', 'abc', ['ab']],
    ['a*c*', 'abcd', ['b', 'd']],
    ['*a*', 'banana', ['b', 'nana']],
    ['*a', 'banana', ['banan']],
    ['a**b', 'axb', ['', 'x']],
    ['abc', 'abc', []],
    ['abc', 'ABC', null],
    ['a*a', 'a', null],
    ['a.c*', 'abc', null],
    ['X.*', 'X.y', ['y']],
    ['ab*ba', 'aba', null],
  ] as const)('%s on %s', (pattern, name, captured) => {
    expect(captureWildcards(pattern, name)).toEqual(captured);
    expect(matchesPattern(pattern, name)).toBe(captured !== null);
  });

  it('puts captured texts into another pattern', () => {
    expect(fillWildcards('b_*_*', ['x', 'y'])).toBe('b_x_y');
    expect(fillWildcards('plain', [])).toBe('plain');
    expect(fillWildcards('a*b*', ['x'])).toBe('axb');
  });

  it('counts stars', () => {
    expect(['a', 'a*', '**'].map(countWildcards)).toEqual([0, 1, 2]);
    expect(['a', 'a*'].map(hasWildcard)).toEqual([false, true]);
  });

  it('gives back the name from its own pattern', () => {
    const part = fc.stringMatching(/^[a-c.]{0,4}$/);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 4 }),
        fc.array(part, { minLength: 3, maxLength: 3 }),
        (parts, texts) => {
          const pattern = parts.join('*');
          const name = fillWildcards(pattern, texts.slice(0, parts.length - 1));
          const captured = captureWildcards(pattern, name);
          expect(captured && fillWildcards(pattern, captured)).toBe(name);
        },
      ),
    );
  });
});
