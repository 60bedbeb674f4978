import { describe, expect, it } from 'vitest';
import { positionOf } from '../../src/source/position.ts';

describe('positionOf', () => {
  it.each([
    ['ab\ncd', 0, 1, 1],
    ['ab\ncd', 2, 1, 3],
    ['ab\ncd', 3, 2, 1],
    ['ab\r\ncd', 4, 2, 1],
    ['ab\rcd', 5, 2, 3],
    ['', 0, 1, 1],
    ['a\n', 9, 2, 1],
  ])('of %j at %i is %i:%i', (text, offset, line, column) => {
    expect(positionOf(text, offset)).toMatchObject({ line, column });
  });

  it('gives the line without its break', () => {
    const { lineStart, lineEnd } = positionOf('ab\r\ncd\r\nef', 5);
    expect('ab\r\ncd\r\nef'.slice(lineStart, lineEnd)).toBe('cd');
  });
});
