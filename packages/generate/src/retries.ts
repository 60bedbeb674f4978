import type { Random } from './random.ts';

/** What the service does with one record besides delivering it in its window. */
interface Retry {
  /** The record comes in the next window only. */
  readonly isLate: boolean;
  /** It comes again, this many windows later; 0 if not. At least 2, so that it comes again after a late first delivery. */
  readonly repeatAfter: number;
}

/** Records of one blob, which is delivered late or twice as a whole. */
const BLOB = 6;
/** One record in this many is late. */
const LATE_PER = 70;
/** A second delivery comes 2 to 9 windows later. */
const REPEAT_WINDOWS = 8;

/** Decides the fate of `records` records, asked for one after the other: `repeats` of them exactly are delivered twice. They are
 *  cut into equal parts, and each part has one blob of them at a random place. */
export function planRetries(records: number, repeats: number, random: Random): { next(): Retry } {
  const parts = Math.ceil(repeats / BLOB);
  const boundary = (part: number, of: number) => Math.floor((part * of) / parts);
  let record = -1;
  let part = 0;
  let partEnd = 0;
  let [from, until] = [-1, -1];
  let repeatAfter = 0;
  let lateUntil = -1;
  return {
    next() {
      record++;
      if (record === partEnd && part < parts) {
        partEnd = boundary(part + 1, records);
        const size = boundary(part + 1, repeats) - boundary(part, repeats);
        from = record + random.below(partEnd - record - size + 1);
        until = from + size;
        repeatAfter = 2 + random.below(REPEAT_WINDOWS);
        part++;
      }
      if (record >= lateUntil && random.oneIn(LATE_PER * BLOB)) lateUntil = record + BLOB;
      return {
        isLate: record < lateUntil,
        repeatAfter: record >= from && record < until ? repeatAfter : 0,
      };
    },
  };
}
