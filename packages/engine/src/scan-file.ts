/**
 * A file that the engine scans itself: newline-delimited JSON, one event a line. Plain data; `readers` makes values of
 * this shape (structurally, it does not import the engine), `cli` hands them over.
 */
export interface ScanFile {
  /** What the engine opens: the user's file, or a spool file that a decoder wrote. */
  readonly path: string;
  /** The file as the user named it: the events' `source`. */
  readonly source: string;
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** `o365`: each line is a Unified Audit Log record with canonical key names. `json`: any object. */
  readonly record: 'o365' | 'json';
  /** Of the file on disk. */
  readonly sizeBytes: number;
  /**
   * True when a decoder has checked and normalised every line. False for a file read in place: then a line that is not
   * regular (malformed, no Operation, no readable time) makes the engine report the file as irregular, and the caller
   * hands it in again, decoded.
   */
  readonly checked: boolean;
}
