import { describe, expect, it } from 'vitest';
import { parseSed } from '../../src/regex/sed.ts';

describe('a sed expression', () => {
  it.each([
    ['s/a/b/', { kind: 'substitute', pattern: 'a', replacement: 'b', occurrence: 1 }],
    ['s/a/b/g', { kind: 'substitute', pattern: 'a', replacement: 'b', occurrence: 0 }],
    ['s/a/b/3', { kind: 'substitute', pattern: 'a', replacement: 'b', occurrence: 3 }],
    ['s/a//', { kind: 'substitute', pattern: 'a', replacement: '', occurrence: 1 }],
    ['s#a/b#c#g', { kind: 'substitute', pattern: 'a/b', replacement: 'c', occurrence: 0 }],
    ['s/a\\/b/\\1\\/c/', { kind: 'substitute', pattern: 'a/b', replacement: '\\1/c', occurrence: 1 }],
    ['s/\\\\/x/', { kind: 'substitute', pattern: '\\\\', replacement: 'x', occurrence: 1 }],
    ['y/abc/xyz/', { kind: 'transliterate', from: 'abc', to: 'xyz' }],
    ['y/a\\/b/xyz/', { kind: 'transliterate', from: 'a/b', to: 'xyz' }],
    ['y/é😀/ab/', { kind: 'transliterate', from: 'é😀', to: 'ab' }],
    ['y/abc/xy/', null],
    ['y/a/b/g', null],
    ['s/a/b', null],
    ['s/a/b/x', null],
    ['s/a/b/0', null],
    ['s/a/b/c/', null],
    ['t/a/b/', null],
    ['s', null],
    ['', null],
  ])('%s', (text, edit) => {
    expect(parseSed(text)).toEqual(edit);
  });
});
