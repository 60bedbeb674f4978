import type { Span } from '../source/span.ts';

/** A stretch of the expanded text. A `copied` one has the same length as its origin. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly origin: Span;
  readonly copied: boolean;
}

/** Takes a span of the expanded text back to the typed text. What a macro gave belongs to the whole call. */
export function originOf(segments: readonly Segment[], span: Span): Span {
  const first = segmentAt(segments, span.start);
  const last = span.end > span.start ? segmentAt(segments, span.end - 1) : first;
  if (!first || !last) return span;
  const start = first.copied ? first.origin.start + span.start - first.start : first.origin.start;
  const end = last.copied ? last.origin.start + span.end - last.start : last.origin.end;
  return { start, end: Math.max(start, end) };
}

/** The segment that holds `offset`, or the last one. `segments` are in order and without gaps. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return segments[low];
}
