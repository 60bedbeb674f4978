import { createStage, type Incident } from './attacks/incident.ts';
import { createPlot } from './attacks/plot.ts';
import { HOUR_SECONDS, hourClock, parseDay } from './calendar.ts';
import { DelayQueue } from './delay-queue.ts';
import { type GenerateOptions, resolveOptions } from './options.ts';
import { createOrganisation } from './organisation.ts';
import { Random } from './random.ts';
import { planRetries } from './retries.ts';
import { createApportionment, createSchedule, type Schedule, WINDOW_HOURS } from './schedule.ts';
import { at } from './table.ts';
import type { Tenant } from './tenant.ts';
import { createTruth, type GroundTruth } from './truth.ts';

export interface GeneratedData {
  /** The lines, each a JSON object without a line end, in the order of delivery: window by window of half a day, within one by
   *  mailbox, as the blobs of the Management Activity API come, with late and repeated records in later windows. Made while
   *  they are read, in bounded memory; every call begins anew and gives the same lines.
   *  @param onWindow is told the epoch seconds of the beginning of each window before its lines */
  events(onWindow?: (epochSeconds: number) => void): Iterable<string>;
  readonly truth: GroundTruth;
}

/** One record in a hundred is delivered twice. */
const DUPLICATES_PER = 100;
/** Planted lines that stand together. */
const PLANTED_TOGETHER = 9;
/** Lines that wait for a later window, at most. */
const QUEUE_CAPACITY = 4096;

/** A data set of Office 365 audit records with attacks planted in it. Throws a RangeError for options out of range. */
export function generate(options: GenerateOptions): GeneratedData {
  const resolved = resolveOptions(options);
  const { seed, mailboxes, days, events } = resolved;
  const start = parseDay(resolved.start);
  const organisation = createOrganisation(seed, mailboxes, start, days);
  const plot = createPlot(createStage(organisation, seed, start, days));
  const schedule = createSchedule(organisation, start, days);
  const planted = planDeliveries(plot, start, schedule.windows.length);
  const duplicates = Math.max(planted.repeats, Math.floor(events / DUPLICATES_PER));
  const truth = createTruth(resolved, organisation.tenant, plot, duplicates);
  const run: Run = {
    tenant: organisation.tenant,
    seed,
    schedule,
    planted: planted.byWindow,
    benign: truth.counts.records - truth.counts.plantedRecords,
    repeats: duplicates - planted.repeats,
  };
  return { truth, events: (onWindow) => deliver(run, onWindow) };
}

/** All that a pass over the data needs. */
interface Run {
  readonly tenant: Tenant;
  readonly seed: number;
  readonly schedule: Schedule;
  readonly planted: ReadonlyMap<number, readonly string[]>;
  /** Distinct benign records, and how many of them are delivered twice. */
  readonly benign: number;
  readonly repeats: number;
}

interface Deliveries {
  readonly byWindow: ReadonlyMap<number, readonly string[]>;
  readonly repeats: number;
}

/** The planted lines by the window in which they come; what would come after the last comes in it. */
function planDeliveries(plot: readonly Incident[], start: number, windows: number): Deliveries {
  const byWindow = new Map<number, string[]>();
  const add = (epochSeconds: number, line: string) => {
    const window = Math.min(windows - 1, Math.floor((epochSeconds - start) / (WINDOW_HOURS * HOUR_SECONDS)));
    byWindow.set(window, [...(byWindow.get(window) ?? []), line]);
  };
  const events = plot.flatMap((incident) => incident.events).sort((a, b) => a.at - b.at);
  for (const { at, line, delayHours } of events) add(at + delayHours * HOUR_SECONDS, line);
  const repeated = events.filter(({ repeatAfterHours }) => repeatAfterHours !== undefined);
  for (const { at, line, repeatAfterHours = 0 } of repeated) add(at + repeatAfterHours * HOUR_SECONDS, line);
  return { byWindow, repeats: repeated.length };
}

function* deliver(run: Run, onWindow?: (epochSeconds: number) => void): Generator<string> {
  const { sources, windows } = run.schedule;
  const random = new Random(run.seed, 'traffic');
  const apportion = createApportionment(run.schedule, run.benign);
  const retries = planRetries(run.benign, run.repeats, random);
  const queue = new DelayQueue(QUEUE_CAPACITY);
  for (const [index, slots] of windows.entries()) {
    onWindow?.(at(slots, 0).start);
    yield* queue.take(index);
    const scenes = slots.map((slot) => ({ tenant: run.tenant, random, clock: hourClock(slot.start) }));
    const planted = run.planted.get(index) ?? [];
    let shown = 0;
    for (let i = 0; i < sources.length; i++) {
      // Planted lines stand among the sources of their window, a few at a time.
      if (shown * sources.length < i * planted.length) {
        yield* planted.slice(shown, shown + PLANTED_TOGETHER);
        shown += PLANTED_TOGETHER;
      }
      const lines: string[] = [];
      for (const [hour, slot] of slots.entries()) {
        const count = apportion(i, slot);
        if (count > 0) at(sources, i).emit(at(scenes, hour), slot, count, lines);
      }
      for (const line of lines) {
        const { isLate, repeatAfter } = retries.next();
        if (!isLate || !queue.push(index + 1, line)) yield line;
        if (repeatAfter > 0 && !queue.push(index + repeatAfter, line)) yield line;
      }
    }
    yield* planted.slice(shown);
  }
  yield* queue.takeRest();
}
