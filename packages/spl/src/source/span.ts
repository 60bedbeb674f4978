/** A half-open range `[start, end)` in UTF-16 offsets of the text that the user typed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that holds both, given that `first` begins first. */
export function joinSpans(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}
