import { type TimeUnit, timeUnitOf } from './time-units.ts';

/** The width of a time bin (`1h`, `5m`, `2w`, `100ms`), or of a numeric bin when `unit` is null. */
export interface TimeSpan {
  readonly count: number;
  readonly unit: TimeUnit | null;
  /** A time in epoch seconds at which a bin of seconds, minutes or hours begins; 0 when it is left out. */
  readonly alignedTo?: number;
}

/** How many of the spans below a second make one. Source: Search Reference, bin (span options). */
const subseconds: Readonly<Record<string, number>> = { us: 1e6, ms: 1000, cs: 100, ds: 10 };

/** Reads a span; null when the text is none, or zero. */
export function parseSpan(text: string): TimeSpan | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+)?([a-zA-Z]*)$/.exec(text);
  if (!match || text === '') return null;
  const count = match[1] === undefined ? 1 : Number(match[1]);
  const word = (match[2] ?? '').toLowerCase();
  if (count <= 0) return null;
  if (word === '') return { count, unit: null };
  if (Object.hasOwn(subseconds, word)) return { count: count / (subseconds[word] ?? 1), unit: 'second' };
  const unit = timeUnitOf(word);
  return unit ? { count, unit } : null;
}
