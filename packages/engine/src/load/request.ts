import type { PlanExpr, ScanColumn } from '@sealbreak/spl';
import type { EngineError } from '../engine-error.ts';
import type { ScanFile } from '../scan-file.ts';

/** What one scan of a search needs of the events; `spl` derives it from a plan. */
export interface ScanNeed {
  readonly columns: readonly ScanColumn[];
  /** Boolean, over the columns: every event that the scan can use satisfies it. Null: all events. */
  readonly predicate: PlanExpr | null;
}

export interface LoadRequest {
  /** Scans of one search or of many. An event is kept when any of them can use it, with the fields of all of them. */
  readonly scans: readonly ScanNeed[];
  /** Keeps the repeated records too, as Splunk would. They are counted either way. */
  readonly keepDuplicates: boolean;
  /**
   * Nobody asks about the records that no scan can use: times, identities and counts are then of the kept ones, and a
   * record that is not kept is checked for its form but not for its time. Saves a fifth of the time of a load.
   */
  readonly keptOnly?: boolean;
  /** Instead of the record kind's index. */
  readonly index?: string;
  /** Default: `sealbreak`. */
  readonly host?: string;
}

export interface LoadProgress {
  /** Of the files as they lie on disk. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Records of the scans that are complete. */
  readonly events: number;
}

export interface LoadControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** What was found in a file. */
export interface FileAccount {
  readonly file: ScanFile;
  /** Lines that are not blank. */
  readonly records: number;
  /** Records that a scan can use, repeated ones included. */
  readonly kept: number;
  /** Epoch seconds over all records; null when none has a time. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

/** An unchecked file that must not be read in place. Its events are wrong until a decoded file replaces it. */
export interface IrregularFile {
  readonly file: ScanFile;
  /** `lines`: so many lines are no regular records. `length`: a line is too long to be scanned; no event was read. */
  readonly reason: { readonly kind: 'lines'; readonly count: number } | { readonly kind: 'length' };
}

export interface FailedFile {
  readonly file: ScanFile;
  readonly error: EngineError;
}
