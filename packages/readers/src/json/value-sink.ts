/** Receives what a splitter finds. The bytes are valid during the call only. */
export interface ValueSink {
  /** A value between balanced brackets. Gives null when it was taken, else in words why it is no JSON. */
  value(bytes: Buffer, line: number): string | null;
  /** A value found behind damage: take it only if it is certainly a record of its own. Gives whether it was taken. */
  candidate(bytes: Buffer, line: number): boolean;
  /** A piece that is not a value; `head` is its beginning. */
  broken(line: number, reason: string, head: Buffer): void;
  /** The text ended inside an array or a wrapper that was never closed. */
  unclosed(): void;
  nulBytes(count: number): void;
}

export interface SplitOptions {
  /** Of one value. A longer one is reported as broken and skipped without being held. */
  readonly maxValueBytes: number;
  /** Arrays under these members of a top-level object hold the values; the object around them is no value. */
  readonly containers: ReadonlySet<string>;
  readonly firstLine?: number;
}

/** The reason given for a record over the limit. */
export function tooLong(maxBytes: number): string {
  return `longer than ${Math.round(maxBytes / 1e6)} MB`;
}
