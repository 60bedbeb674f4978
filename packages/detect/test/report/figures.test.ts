import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineBin } from '../../src/finding.ts';
import { niceCeiling, timeTicks } from '../../src/report/html/axis.ts';
import { indentJson } from '../../src/report/html/indent-json.ts';
import { mergeBins } from '../../src/report/html/timeline-chart.ts';
import { formatBytes, groupDigits } from '../../src/report/number.ts';
import { formatSpan, isoUtc } from '../../src/report/time.ts';

describe('numbers and times for people', () => {
  it('groups digits', () => {
    expect([0, 999, 1000, 1234567, -1234.5, 1e21, Number.NaN].map(groupDigits)).toEqual([
      '0',
      '999',
      '1\u202f000',
      '1\u202f234\u202f567',
      '-1\u202f234.5',
      '1e+21',
      'NaN',
    ]);
  });
  it('sizes', () => {
    expect([0, 999, 1000, 1536000, 99_949_999, 999_700, 5e9].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '1.5 MB',
      '99.9 MB',
      '1.0 MB',
      '5.0 GB',
    ]);
  });
  it('moments', () => {
    expect([0, 1700000060, 1700000061.5, -1].map(isoUtc)).toEqual([
      '1970-01-01T00:00:00Z',
      '2023-11-14T22:14:20Z',
      '2023-11-14T22:14:21.500Z',
      '1969-12-31T23:59:59Z',
    ]);
    expect([null, Number.NaN, Number.POSITIVE_INFINITY, 1e13].map(isoUtc)).toEqual(['', '', '', '']);
  });
  it('spans', () => {
    expect([0, 1, 61, 3600, 90_000, 86_400 * 14].map(formatSpan)).toEqual([
      'less than a second',
      '1 second',
      '1 minute 1 second',
      '1 hour',
      '1 day 1 hour',
      '14 days',
    ]);
  });
});

describe('the axis', () => {
  it('labels days at midnight and hours elsewhere', () => {
    const day = Date.UTC(2026, 2, 2) / 1000;
    expect(timeTicks(day, day + 14 * 86_400, 8).map(({ label }) => label)).toContain('2026-03-04');
    expect(timeTicks(day + 30, day + 86_400, 6).map(({ label }) => label)).toEqual([
      '06:00Z',
      '12:00Z',
      '18:00Z',
      '2026-03-03',
    ]);
  });
  it('never gives more ticks than asked for, all inside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e9 }),
        fc.integer({ min: 1, max: 4e9 }),
        fc.integer({ min: 2, max: 10 }),
        (start, span, most) => {
          const ticks = timeTicks(start, start + span, most);
          expect(ticks.length).toBeLessThanOrEqual(most);
          for (const { time } of ticks) expect(time >= start && time <= start + span).toBe(true);
        },
      ),
    );
  });
  it('ends on a round number with a whole half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (value) => {
        const top = niceCeiling(value);
        expect(top).toBeGreaterThanOrEqual(value);
        expect(Number.isInteger(top / 2)).toBe(true);
      }),
    );
  });
  it('merging bins loses nothing', () => {
    const bins: TimelineBin[] = Array.from({ length: 101 }, (_, index) => ({
      start: index * 60,
      seconds: 60,
      events: index,
      matched: { informational: 0, low: 1, medium: 0, high: index % 2, critical: 0 },
    }));
    const merged = mergeBins(bins, 20);
    expect(merged.length).toBeLessThanOrEqual(20);
    expect(merged.reduce((sum, bin) => sum + bin.events, 0)).toBe(5050);
    expect(merged.reduce((sum, bin) => sum + bin.matched.high, 0)).toBe(50);
    expect(merged.reduce((sum, bin) => sum + bin.seconds, 0)).toBe(6060);
  });
});

describe('indentJson', () => {
  it('changes blanks only', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(indentJson(json))).toEqual(JSON.parse(json));
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(indentJson(text).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
  it('stays small on deep nesting', () => {
    expect(indentJson('['.repeat(10_000)).length).toBeLessThan(300_000);
  });
});
