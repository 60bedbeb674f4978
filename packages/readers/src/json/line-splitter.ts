import { BYTE } from './byte-classes.ts';
import { isSpace } from './json-scan.ts';
import { tooLong } from './value-sink.ts';

export interface LineSink {
  /** A line without its end, blanks, byte order mark and NUL bytes around it; never empty. Valid during the call only. */
  line(bytes: Buffer, line: number): void;
  broken(line: number, reason: string, head: Buffer): void;
  nulBytes(count: number): void;
}

/** Splits text into lines as it streams. A line over the limit is reported and skipped without being held. */
export class LineSplitter {
  readonly #sink: LineSink;
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #skipping = false;
  /** Of the next line. */
  line = 1;

  constructor(sink: LineSink, maxLineBytes: number) {
    this.#sink = sink;
    this.#maxLineBytes = maxLineBytes;
  }

  /** Gives what is left of the chunk when the sink asked to stop, else null. */
  push(chunk: Buffer, isStopped: () => boolean): Buffer | null {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(BYTE.newline, start);
      if (end < 0) break;
      this.#finish(chunk.subarray(start, end));
      start = end + 1;
      if (isStopped()) return chunk.subarray(start);
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
    return null;
  }

  end(): void {
    if (this.#partBytes > 0) this.#finish(Buffer.alloc(0));
  }

  #hold(part: Buffer): void {
    if (this.#skipping) return;
    this.#parts.push(part);
    this.#partBytes += part.length;
    if (this.#partBytes > this.#maxLineBytes) {
      this.#sink.broken(this.line, tooLong(this.#maxLineBytes), this.#parts[0] ?? part);
      this.#parts = [];
      this.#partBytes = 0;
      this.#skipping = true;
    }
  }

  #finish(last: Buffer): void {
    if (this.#skipping) {
      this.#skipping = false;
    } else {
      const whole = this.#partBytes === 0 ? last : Buffer.concat([...this.#parts, last]);
      this.#parts = [];
      this.#partBytes = 0;
      const trimmed = this.#trim(whole);
      if (trimmed.length > this.#maxLineBytes)
        this.#sink.broken(this.line, tooLong(this.#maxLineBytes), trimmed);
      else if (trimmed.length > 0) this.#sink.line(trimmed, this.line);
    }
    this.line += 1;
  }

  #trim(line: Buffer): Buffer {
    let start = 0;
    let end = line.length;
    let nuls = 0;
    for (; start < end; start += 1) {
      if (line[start] === BYTE.nul) nuls += 1;
      else if (line[start] === 0xef && line[start + 1] === 0xbb && line[start + 2] === 0xbf) start += 2;
      else if (!isSpace(line[start])) break;
    }
    for (; end > start; end -= 1) {
      if (line[end - 1] === BYTE.nul) nuls += 1;
      else if (!isSpace(line[end - 1])) break;
    }
    if (nuls > 0) this.#sink.nulBytes(nuls);
    return line.subarray(start, end);
  }
}
