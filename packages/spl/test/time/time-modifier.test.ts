import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeModifier, resolveTime } from '../../src/time/time-modifier.ts';

/** 2024-02-29 was a Thursday. */
const now = Date.UTC(2024, 1, 29, 13, 45, 30) / 1000 + 0.5;

function resolved(text: string, at = now): string {
  const parsed = parseTimeModifier(text);
  return parsed.ok ? new Date(resolveTime(parsed.modifier, at) * 1000).toISOString() : parsed.message;
}

describe('relative times', () => {
  it.each([
    ['now', '2024-02-29T13:45:30.500Z'],
    ['now()', '2024-02-29T13:45:30.500Z'],
    ['-1d', '2024-02-28T13:45:30.500Z'],
    ['-1d@d', '2024-02-28T00:00:00.000Z'],
    ['@d-2h', '2024-02-28T22:00:00.000Z'],
    ['-d@h', '2024-02-28T13:00:00.000Z'],
    ['+30m', '2024-02-29T14:15:30.500Z'],
    ['-70m@m', '2024-02-29T12:35:00.000Z'],
    ['-90sec@s', '2024-02-29T13:44:00.000Z'],
    ['@w', '2024-02-25T00:00:00.000Z'],
    ['@w0', '2024-02-25T00:00:00.000Z'],
    ['@w7', '2024-02-25T00:00:00.000Z'],
    ['@w4', '2024-02-29T00:00:00.000Z'],
    ['@w5', '2024-02-23T00:00:00.000Z'],
    ['-1w@w1', '2024-02-19T00:00:00.000Z'],
    ['-7d@w1+3h', '2024-02-19T03:00:00.000Z'],
    ['@mon', '2024-02-01T00:00:00.000Z'],
    ['-1mon@mon', '2024-01-01T00:00:00.000Z'],
    ['+1mon', '2024-03-29T13:45:30.500Z'],
    ['@q', '2024-01-01T00:00:00.000Z'],
    ['+1q@q', '2024-04-01T00:00:00.000Z'],
    ['@y', '2024-01-01T00:00:00.000Z'],
    ['-1y', '2023-02-28T13:45:30.500Z'],
    ['+48mon', '2028-02-29T13:45:30.500Z'],
    ['-2years@year', '2022-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  it('takes the last day of a shorter month', () => {
    expect(resolved('-1mon', Date.UTC(2023, 2, 31) / 1000)).toBe('2023-02-28T00:00:00.000Z');
    expect(resolved('+1mon', Date.UTC(2023, 11, 31) / 1000)).toBe('2024-01-31T00:00:00.000Z');
  });

  it('snaps down before 1970 too', () => {
    expect(resolved('@d', -1)).toBe('1969-12-31T00:00:00.000Z');
    expect(resolved('@w', -1)).toBe('1969-12-28T00:00:00.000Z');
    expect(resolved('@mon', -86_400 * 40)).toBe('1969-11-01T00:00:00.000Z');
  });
});

describe('points in time', () => {
  it.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1700000010', '2023-11-14T22:13:30.000Z'],
    ['1700000010.25', '2023-11-14T22:13:30.250Z'],
    ['2024-03-01', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T10:00:00Z', '2024-03-01T10:00:00.000Z'],
    ['2024-03-01T10:00:00.250+02:00', '2024-03-01T08:00:00.250Z'],
    ['2024-03-01 10:00', '2024-03-01T10:00:00.000Z'],
    ['2024-03-01T10:00:00-0530', '2024-03-01T15:30:00.000Z'],
    ['03/01/2024:10:00:05', '2024-03-01T10:00:05.000Z'],
    ['2/29/2024:00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });
});

describe('what is no time', () => {
  it.each([
    ...[
      '',
      'yesterday',
      '-1x',
      '-1d@',
      '@w8',
      '@d1',
      '1d2h',
      'd',
      '-1d@dd',
      '2024-02-30',
      '02/29/2023:00:00:00',
    ],
    ...[
      '2024-13-01',
      '2024-03-01T24:00',
      '03/01/2024',
      '1e5',
      '--1d',
      '-1.5d',
      '1700000010s2',
      '@',
      'constructor',
    ],
  ])('"%s" gives a message', (text) => {
    const parsed = parseTimeModifier(text);
    expect(parsed.ok).toBe(false);
    expect(parsed).toMatchObject({
      message: `"${text}" is no point in time`,
      hint: expect.stringContaining('-24h@h'),
    });
  });

  it('never throws, and what it takes is a finite number', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'+-@0123456789smhdwonqy:/TZ ') }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseTimeModifier(given);
        if (parsed.ok) expect(Number.isFinite(resolveTime(parsed.modifier, now))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('snapping', () => {
  const units = ['s', 'm', 'h', 'd', 'w', 'w3', 'mon', 'q', 'y'];
  const at = fc.integer({ min: -4_000_000_000, max: 8_000_000_000 });

  it('goes down, by less than the next unit, and a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), at, (unit, time) => {
        const parsed = parseTimeModifier(`@${unit}`);
        if (!parsed.ok) throw new Error(parsed.message);
        const once = resolveTime(parsed.modifier, time);
        expect(once).toBeLessThanOrEqual(time);
        expect(time - once).toBeLessThan(366 * 86_400);
        expect(resolveTime(parsed.modifier, once)).toBe(once);
      }),
    );
  });

  it('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(at, (time) => {
        const date = new Date(time * 1000);
        const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
        expect(resolved('@mon', time)).toBe(new Date(month).toISOString());
        expect(new Date(resolved('@w', time)).getUTCDay()).toBe(0);
      }),
    );
  });
});
