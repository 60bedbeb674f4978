import { HOUR_SECONDS, utcOffset, weekday } from './calendar.ts';
import type { Organisation } from './organisation.ts';
import { SITES } from './staff.ts';
import { at } from './table.ts';
import { accountSources } from './traffic/accounts.ts';
import { administrationSources } from './traffic/administration.ts';
import { applicationSources } from './traffic/applications.ts';
import { personSource } from './traffic/people.ts';
import { provisioningSources } from './traffic/provisioning.ts';
import type { ServiceSource, Slot, TrafficSource } from './traffic/source.ts';

/** Hours of which the records are delivered together, mailbox by mailbox. It divides a day. Longer windows make longer runs of
 *  one mailbox, and so smaller files: gzip looks back 32 kB, which is some twenty records. */
export const WINDOW_HOURS = 12;

/** Which source writes how much, and when. */
export interface Schedule {
  /** The hours, by window of delivery. */
  readonly windows: readonly (readonly Slot[])[];
  readonly sources: readonly TrafficSource[];
  /** What a source's weight is multiplied with. */
  readonly scale: readonly number[];
  readonly sumOfWeights: number;
}

/** @param start epoch seconds of the first day, midnight UTC */
export function createSchedule(organisation: Organisation, start: number, days: number): Schedule {
  const slots = Array.from({ length: days * 24 }, (_, index) => createSlot(index, start));
  const people = organisation.people.map((person) => personSource(organisation, person));
  const services: ServiceSource[] = [
    ...applicationSources(organisation),
    ...provisioningSources(organisation),
    ...administrationSources(organisation),
    ...accountSources(organisation),
  ];
  const ofPeople = people.reduce((sum, source) => sum + weightOver(slots, source), 0);
  const perMille = services.reduce((sum, service) => sum + service.perMille, 0);
  const total = (ofPeople * 1000) / (1000 - perMille);
  const scales = services.map((service) => {
    const own = weightOver(slots, service);
    return own === 0 ? 0 : (total * service.perMille) / (1000 * own);
  });
  const scale = [...people.map(() => 1), ...scales];
  const sources = [...people, ...services];
  const windows = Array.from({ length: slots.length / WINDOW_HOURS }, (_, i) =>
    slots.slice(i * WINDOW_HOURS, (i + 1) * WINDOW_HOURS),
  );
  // Added up in the order in which an apportionment adds, so that both sums are the same to the last bit.
  let sumOfWeights = 0;
  for (const window of windows) {
    for (const [i, source] of sources.entries()) {
      for (const slot of window) sumOfWeights += source.weight(slot) * at(scale, i);
    }
  }
  return { windows, sources, scale, sumOfWeights };
}

/** Hands out `events` among the sources and hours in proportion to their weights. The counter returned must be called window by
 *  window, within it source by source, hour by hour; its answers add up to `events`. */
export function createApportionment(
  schedule: Schedule,
  events: number,
): (source: number, slot: Slot) => number {
  const { sources, scale, sumOfWeights } = schedule;
  let cumulative = 0;
  let given = 0;
  return (source, slot) => {
    cumulative += at(sources, source).weight(slot) * at(scale, source);
    const due = Math.floor(events * (cumulative / sumOfWeights));
    const count = due - given;
    given = due;
    return count;
  };
}

function createSlot(index: number, start: number): Slot {
  const slotStart = start + index * HOUR_SECONDS;
  const local = SITES.map((site) => {
    const time = slotStart + utcOffset(site.clockRule, site.standardMinutes, slotStart);
    return { hour: Math.floor(time / HOUR_SECONDS) % 24, weekday: weekday(time) };
  });
  return { index, start: slotStart, local };
}

function weightOver(slots: readonly Slot[], source: TrafficSource): number {
  return slots.reduce((sum, slot) => sum + source.weight(slot), 0);
}
