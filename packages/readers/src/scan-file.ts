/**
 * A file that the engine scans itself: newline-delimited JSON, one event a line. The same shape as the engine's own
 * type, declared here because readers and engine do not know each other.
 */
export interface ScanFile {
  /** What the engine opens: the user's file, or a spool file that a decoder wrote. */
  readonly path: string;
  /** The file as the user named it: the events' `source`. */
  readonly source: string;
  readonly compression: Compression;
  /** `o365`: Unified Audit Log records with canonical key names. `json`: any object. */
  readonly record: RecordKind;
  /** Of the file on disk. */
  readonly sizeBytes: number;
  /** True when a decoder has checked and normalised every line; false for a file that is read in place. */
  readonly checked: boolean;
}

export type Compression = 'none' | 'gzip' | 'zstd';

export type RecordKind = 'o365' | 'json';
