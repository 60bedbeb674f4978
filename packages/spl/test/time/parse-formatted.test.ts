import { describe, expect, it } from 'vitest';
import { parseFormatted } from '../../src/time/parse-formatted.ts';

describe('a time in a format of its own', () => {
  it.each([
    ['14.11.2023 22:13:20', '%d.%m.%Y %H:%M:%S', 1_700_000_000],
    ['2023-11-14T22:13:20+0100', '%Y-%m-%dT%H:%M:%S%z', 1_699_996_400],
    ['Nov  4 23, 1:05 PM', '%b %e %y, %I:%M %p', 1_699_103_100],
    ['12:00 AM 1/2/2023', '%I:%M %p %m/%d/%Y', 1_672_617_600],
    ['1700000000.5', '%s', 1_700_000_000.5],
    ['2023-11-14 22:13:20.250', '%F %T.%3N', 1_700_000_000.25],
  ])('%s as %s', (text, format, expected) => {
    expect(parseFormatted(text, format)).toBeCloseTo(expected, 6);
  });

  it.each([
    ['2023-02-30', '%Y-%m-%d'],
    ['2023-11-14', '%d.%m.%Y'],
    ['25:00 2023', '%H:%M %Y'],
    ['2023 2023', '%Y %Y'],
    ['1', '%i'],
    ['', '%Y'],
  ])('%s is none as %s', (text, format) => {
    expect(parseFormatted(text, format)).toBeUndefined();
  });
});
