import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** What a finished file holds. */
export interface FileSummary {
  /** Bytes and SHA-256 of the text in UTF-8, before compression. */
  readonly bytes: number;
  readonly sha256: string;
}

/** A text file that is written piece by piece; one with a name in `.gz` is compressed. It has its name only once it is complete:
 *  until then it is called `<name>.part`. */
export interface TextFile {
  /** Adds text. Wait for the answer before adding more. */
  append(text: string): Promise<void>;
  close(): Promise<FileSummary>;
  /** Gives up and removes what was written. */
  discard(): Promise<void>;
}

/** Joined text is copied into memory of its own; larger pieces cost more time a byte. */
const CHUNK_LENGTH = 1 << 16;

/** @param level compression, 1 to 9 */
export function createTextFile(path: string, level: number): TextFile {
  const part = `${path}.part`;
  const file = createWriteStream(part);
  const gzip = path.endsWith('.gz') ? createGzip({ level }) : undefined;
  const head: Writable = gzip ?? file;
  const done = gzip ? pipeline(gzip, hideSystem(), file) : finished(file);
  // A failure is reported by the next append or by close; without a handler it would end the process before that.
  done.catch(() => undefined);
  const hash = createHash('sha256');
  let bytes = 0;
  let pending = '';

  const flush = async () => {
    const chunk = Buffer.from(pending, 'utf8');
    pending = '';
    bytes += chunk.length;
    hash.update(chunk);
    if (!head.write(chunk)) await Promise.race([once(head, 'drain'), done]);
  };
  return {
    async append(text) {
      pending += text;
      if (pending.length >= CHUNK_LENGTH) await flush();
    },
    async close() {
      await flush();
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
