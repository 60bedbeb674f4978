import { describe, expect, it } from 'vitest';
import { parseSpan } from '../../src/time/span.ts';

describe('a span', () => {
  it.each([
    ['1h', { count: 1, unit: 'hour' }],
    ['h', { count: 1, unit: 'hour' }],
    ['15min', { count: 15, unit: 'minute' }],
    ['2W', { count: 2, unit: 'week' }],
    ['1mon', { count: 1, unit: 'month' }],
    ['100', { count: 100, unit: null }],
    ['0.5', { count: 0.5, unit: null }],
    ['.5', { count: 0.5, unit: null }],
    ['250ms', { count: 0.25, unit: 'second' }],
    ['5us', { count: 5e-6, unit: 'second' }],
    ['0h', null],
    ['0', null],
    ['-1h', null],
    ['1x', null],
    ['', null],
    ['1h30m', null],
    ['2log10', null],
    ['constructor', null],
  ])('%s', (text, span) => {
    expect(parseSpan(text)).toEqual(span);
  });
});
