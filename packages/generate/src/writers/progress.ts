/** How far a writer is. */
export interface Progress {
  readonly events: number;
  readonly totalEvents: number;
  /** Bytes of text, before compression. */
  readonly bytes: number;
}

export interface WriteHooks {
  /** Called now and then, about every few thousand events, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the writing: the promise is rejected with the signal's reason, and no unfinished file stays behind. */
  readonly signal?: AbortSignal;
}
