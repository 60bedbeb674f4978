import { describe, expect, it } from 'vitest';
import { matchesSegment } from '../../src/input/glob.ts';

describe('matchesSegment', () => {
  it.each([
    ['*', 'anything', true],
    ['*.json', 'a.json', true],
    ['*.json', 'a.json.gz', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['?', '', false],
    ['?', 'é', true],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]]', ']', true],
    ['[', '[', true],
    ['a.b', 'aXb', false],
    ['(a+)+$', '(a+)+$', true],
  ])('%s on %s', (pattern, name, matches) => {
    expect(matchesSegment(pattern, name)).toBe(matches);
  });

  it('does not hang on many stars', () => {
    const started = performance.now();
    expect(matchesSegment('*a'.repeat(30), `${'a'.repeat(200)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
