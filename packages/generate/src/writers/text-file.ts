import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** What a finished file holds. */
interface FileSummary {
  /** Bytes and SHA-256 of the text in UTF-8, before compression. */
  readonly bytes: number;
  readonly sha256: string;
}

/** A text file that is written piece by piece; one with a name in `.gz` is compressed. It has its name only once it is complete:
 *  until then it is called `<name>.part`. */
interface TextFile {
  /** Adds text. False when a chunk is full: wait for `drain` before adding more. */
  append(text: string): boolean;
  drain(): Promise<void>;
  close(): Promise<FileSummary>;
  /** Gives up and removes what was written. */
  discard(): Promise<void>;
}

const CHUNK_BYTES = 1 << 18;
/** The most that one UTF-16 unit can become in UTF-8. */
const BYTES_PER_UNIT = 3;

/** @param level compression, 1 to 9 */
export function createTextFile(path: string, level: number): TextFile {
  const part = `${path}.part`;
  const file = createWriteStream(part);
  const gzip = path.endsWith('.gz') ? createGzip({ level }) : undefined;
  const head: Writable = gzip ?? file;
  const done = gzip ? pipeline(gzip, hideSystem(), file) : finished(file);
  // A failure is reported by the next drain or by close; without a handler it would end the process before that.
  done.catch(() => undefined);
  const hash = createHash('sha256');
  let bytes = 0;
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let filled = 0;

  const drain = async () => {
    const full = chunk.subarray(0, filled);
    // The stream keeps the chunk until it is written, so the next text needs another one.
    chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    filled = 0;
    bytes += full.length;
    hash.update(full);
    if (!head.write(full)) await Promise.race([once(head, 'drain'), done]);
  };
  return {
    append(text) {
      const most = filled + text.length * BYTES_PER_UNIT;
      if (most > chunk.length) {
        const larger = Buffer.allocUnsafeSlow(most);
        chunk.copy(larger, 0, 0, filled);
        chunk = larger;
      }
      filled += chunk.write(text, filled, 'utf8');
      return filled < CHUNK_BYTES * 0.9;
    },
    drain,
    async close() {
      await drain();
      head.end();
      await done;
      await rename(part, path);
      return { bytes, sha256: hash.digest('hex') };
    },
    async discard() {
      head.destroy();
      await done.catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

/** Replaces the operating system in the header of a gzip file (its tenth byte) by "unknown". Time and name are not written by
 *  Node at all. */
function hideSystem(): Transform {
  let isFirst = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      if (isFirst) chunk[9] = 255;
      isFirst = false;
      callback(null, chunk);
    },
  });
}
