import { parseDay } from './calendar.ts';
import { MINIMUM_MAILBOXES } from './organisation.ts';

/** What to generate. The same options give the same bytes on every machine. */
export interface GenerateOptions {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Lines in all, planted records and duplicates included. Default 60 000. */
  readonly events?: number;
  /** Default 200, and one more for each 2 000 events above 400 000, up to 2 000. */
  readonly mailboxes?: number;
  /** First day, `2026-03-02`, midnight UTC. Default 2026-03-02, a Monday. */
  readonly start?: string;
  /** Default 14. */
  readonly days?: number;
}

/** The options with every default filled in. */
export type ResolvedOptions = Readonly<Required<GenerateOptions>>;

/** Room for what is planted among enough ordinary traffic to hide it. */
export const MINIMUM_EVENTS = 5_000;

/** Throws a RangeError that names the option, what it must be and what it was. */
export function resolveOptions(options: GenerateOptions): ResolvedOptions {
  const events = whole('events', options.events ?? 60_000, MINIMUM_EVENTS, 1_000_000_000);
  const usual = Math.max(200, Math.min(2_000, Math.floor(events / 2_000)));
  const start = options.start ?? '2026-03-02';
  parseDay(start);
  return {
    seed: whole('seed', options.seed, 0, Number.MAX_SAFE_INTEGER),
    events,
    mailboxes: whole('mailboxes', options.mailboxes ?? usual, MINIMUM_MAILBOXES, 20_000),
    start,
    days: whole('days', options.days ?? 14, 1, 366),
  };
}

function whole(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(`${name} must be a whole number from ${low} to ${high}; it is ${value}`);
}
