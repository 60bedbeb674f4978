/** A half-open range `[start, end)` in UTF-16 offsets of the text that the user typed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
