/** A half-open range `[start, end)` in UTF-16 offsets of the text that the user typed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that holds both, given that `first` begins first. */
export function joinSpans(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}

/** Is the inner span a part of the outer one, or the whole of it? */
export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
