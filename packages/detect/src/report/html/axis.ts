import { isoDay, isoUtc } from '../time.ts';

export interface TimeTick {
  /** Epoch seconds. */
  readonly time: number;
  /** `2026-03-02` at midnight, `09:30Z` elsewhere. */
  readonly label: string;
}

const minute = 60;
const hour = 3600;
const day = 86_400;
const steps = [
  1,
  5,
  15,
  30,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  4 * day,
  7 * day,
  14 * day,
  28 * day,
  91 * day,
  182 * day,
  364 * day,
];

/** At most `most` round moments between two times, evenly spaced, in UTC. */
export function timeTicks(start: number, end: number, most: number): readonly TimeTick[] {
  const fits = (step: number): boolean => Math.floor(end / step) - Math.ceil(start / step) + 1 <= most;
  const yearly = 364 * day;
  const step = steps.find(fits) ?? yearly * Math.max(1, Math.ceil((end - start) / yearly / most));
  const ticks: TimeTick[] = [];
  for (let time = Math.ceil(start / step) * step; time <= end && ticks.length < most; time += step) {
    ticks.push({ time, label: tickLabel(time, step) });
  }
  return ticks;
}

function tickLabel(time: number, step: number): string {
  if (time % day === 0) return isoDay(time);
  const clock = isoUtc(time).split('T')[1] ?? '';
  return step < minute ? clock : `${clock.slice(0, 5)}Z`;
}

/** The top of an axis: a round number not below the value, whose half is whole. */
export function niceCeiling(value: number): number {
  if (value <= 10) return Math.max(2, Math.ceil(value / 2) * 2);
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8].find((candidate) => candidate * power >= value) ?? 10;
  return Math.round(factor * power);
}
