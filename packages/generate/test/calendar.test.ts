import { describe, expect, it } from 'vitest';
import { hourClock, isoSeconds, parseDay, utcOffset, weekday } from '../src/calendar.ts';

const epoch = (text: string) => Date.parse(text) / 1000;

describe('isoSeconds and hourClock', () => {
  it('write UTC without a zone, both alike', () => {
    const hour = epoch('2026-03-02T09:00:00Z');
    const clock = hourClock(hour);
    for (const second of [0, 59, 60, 847, 3599]) expect(clock(hour + second)).toBe(isoSeconds(hour + second));
    expect(clock(hour + 847)).toBe('2026-03-02T09:14:07');
  });
});

describe('parseDay', () => {
  it('gives midnight UTC', () => {
    expect(parseDay('2026-03-02')).toBe(epoch('2026-03-02T00:00:00Z'));
  });
  it.each(['2026-02-30', '2026-3-2', '02.03.2026', '', '2026-03-02T00:00'])('refuses %j', (text) => {
    expect(() => parseDay(text)).toThrow('is not a day');
  });
});

describe('weekday', () => {
  it.each([
    ['2026-03-01', 0],
    ['2026-03-02', 1],
    ['2026-03-07', 6],
    ['1970-01-01', 4],
  ])('%s is day %i', (day, expected) => {
    expect(weekday(parseDay(day))).toBe(expected);
  });
});

describe('utcOffset', () => {
  // Dates of 2026: Europe 29 March and 25 October at 01:00 UTC, North America 8 March and 1 November at 02:00 local time.
  it.each([
    ['eu', 0, '2026-03-29T00:59:59Z', 0],
    ['eu', 0, '2026-03-29T01:00:00Z', 60],
    ['eu', 60, '2026-10-25T00:59:59Z', 120],
    ['eu', 60, '2026-10-25T01:00:00Z', 60],
    ['us', -300, '2026-03-08T06:59:59Z', -300],
    ['us', -300, '2026-03-08T07:00:00Z', -240],
    ['us', -300, '2026-11-01T05:59:59Z', -240],
    ['us', -300, '2026-11-01T06:00:00Z', -300],
    ['none', 480, '2026-07-01T00:00:00Z', 480],
  ] as const)('%s %i at %s is %i minutes', (rule, standard, time, minutes) => {
    expect(utcOffset(rule, standard, epoch(time))).toBe(minutes * 60);
  });
});
