import { at } from './table.ts';

/** Seconds of an hour, the step in which traffic is planned. */
export const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

const TWO: readonly string[] = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

/** `2026-03-02T09:14:07`: an epoch time as Office 365 writes it, UTC without a zone. */
export function isoSeconds(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19);
}

/** Writes the times of one hour; cheaper than isoSeconds in the inner loop. `slotStart` is a full hour. */
export function hourClock(slotStart: number): (epochSeconds: number) => string {
  const prefix = isoSeconds(slotStart).slice(0, 14);
  return (epochSeconds) => {
    const second = epochSeconds - slotStart;
    return `${prefix}${at(TWO, Math.floor(second / 60))}:${at(TWO, second % 60)}`;
  };
}

/** Midnight UTC of a day given as `2026-03-02`. Throws a RangeError that names the text when it is no such day. */
export function parseDay(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) {
    throw new RangeError(`"${text}" is not a day; expected the form 2026-03-02`);
  }
  return ms / 1000;
}

/** 0 Sunday to 6 Saturday. */
export function weekday(epochSeconds: number): number {
  return (Math.floor(epochSeconds / DAY_SECONDS) + 4) % 7;
}

/** Rule by which a zone changes its clocks. */
export type ClockRule = 'none' | 'eu' | 'us';

/** Seconds to add to UTC for the local time of a zone whose standard offset is `standardMinutes`. European Union: last Sunday
 *  of March to last Sunday of October, 01:00 UTC; United States and Canada: second Sunday of March to first Sunday of
 *  November, 02:00 local time. */
export function utcOffset(rule: ClockRule, standardMinutes: number, epochSeconds: number): number {
  const standard = standardMinutes * 60;
  if (rule === 'none') return standard;
  const year = new Date(epochSeconds * 1000).getUTCFullYear();
  const [from, to] =
    rule === 'eu'
      ? [sunday(year, 3, 'last') + HOUR_SECONDS, sunday(year, 10, 'last') + HOUR_SECONDS]
      : [sunday(year, 3, 1) + 2 * HOUR_SECONDS - standard, sunday(year, 11, 0) + HOUR_SECONDS - standard];
  return epochSeconds >= from && epochSeconds < to ? standard + HOUR_SECONDS : standard;
}

/** Midnight UTC of a Sunday of a month: the one after `skip` others, or the last. */
function sunday(year: number, month: number, skip: number | 'last'): number {
  if (skip === 'last') {
    const last = Date.UTC(year, month, 0) / 1000;
    return last - weekday(last) * DAY_SECONDS;
  }
  const first = Date.UTC(year, month - 1, 1) / 1000;
  return first + (((7 - weekday(first)) % 7) + 7 * skip) * DAY_SECONDS;
}
