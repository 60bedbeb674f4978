import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordKind, ScanFile } from '../scan-file.ts';

const BUFFER_BYTES = 1 << 20;
let serial = 0;

/**
 * An NDJSON file of decoded records. It is made with the first record, readable by its owner only, and never holds more
 * than a megabyte in memory. Writes are synchronous: they go to the page cache and keep the decoder a plain loop.
 */
export class SpoolFile {
  records = 0;
  sizeBytes = 0;
  longestLineBytes = 0;
  readonly #path: string;
  readonly #record: RecordKind;
  #handle: number | null = null;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #filled = 0;

  constructor(spoolDir: string, record: RecordKind) {
    serial += 1;
    this.#path = join(spoolDir, `${record}-${process.pid}-${Date.now().toString(36)}-${serial}.ndjson`);
    this.#record = record;
    mkdirSync(spoolDir, { recursive: true });
  }

  /** Appends one line; the text must not hold a line end. */
  append(line: Buffer): void {
    this.records += 1;
    this.longestLineBytes = Math.max(this.longestLineBytes, line.length);
    if (this.#filled + line.length + 1 > BUFFER_BYTES) this.#flush();
    if (line.length + 1 > BUFFER_BYTES) {
      this.#write(line, line.length);
      this.#buffer[this.#filled++] = 0x0a;
      return;
    }
    line.copy(this.#buffer, this.#filled);
    this.#filled += line.length;
    this.#buffer[this.#filled++] = 0x0a;
  }

  /** Ends the file. Null when no record was written: then there is no file. */
  finish(source: string): ScanFile | null {
    this.#flush();
    if (this.#handle === null) return null;
    closeSync(this.#handle);
    this.#handle = null;
    const { sizeBytes } = this;
    return { path: this.#path, source, compression: 'none', record: this.#record, sizeBytes, checked: true };
  }

  /** Removes what was written, after a failure. */
  discard(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
    rmSync(this.#path, { force: true });
  }

  #flush(): void {
    if (this.#filled > 0) this.#write(this.#buffer, this.#filled);
    this.#filled = 0;
  }

  #write(bytes: Buffer, length: number): void {
    this.#handle ??= openSync(this.#path, 'wx', 0o600);
    let written = 0;
    while (written < length) written += writeSync(this.#handle, bytes, written, length - written);
    this.sizeBytes += length;
  }
}
