import { createReadStream } from 'node:fs';
import type { Compression } from '../scan-file.ts';
import { createInflater } from './inflater.ts';

export interface ByteStreamOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the file on disk read so far. */
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
  /** Read only so many bytes of the file on disk. */
  readonly maxFileBytes?: number | undefined;
}

/** A file's decompressed bytes. `fault()` is meaningful once the chunks have ended. */
export interface ByteStream {
  readonly chunks: AsyncIterable<Buffer>;
  fault(): string | null;
}

/** Small, so that even the worst compression ratio keeps the memory for one piece under 70 MB. */
const PIECE_BYTES = 1 << 16;
const PLAIN_PIECE_BYTES = 1 << 19;

/** Streams a file. Throws what `fs` throws and, on abort, the signal's reason; damaged compression is a fault, not an error. */
export function openByteStream(
  path: string,
  compression: Compression,
  options: ByteStreamOptions = {},
): ByteStream {
  const inflater = createInflater(compression);
  return { chunks: stream(), fault: () => inflater.fault };

  async function* stream(): AsyncGenerator<Buffer> {
    let bytesRead = 0;
    const highWaterMark = compression === 'none' ? PLAIN_PIECE_BYTES : PIECE_BYTES;
    const end = options.maxFileBytes === undefined ? {} : { end: options.maxFileBytes - 1 };
    const file: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark, ...end });
    for await (const piece of file) {
      options.signal?.throwIfAborted();
      yield* await inflater.push(piece);
      bytesRead += piece.length;
      options.onProgress?.(bytesRead);
      // The rest cannot be decompressed, so there is nothing to read it for.
      if (inflater.isOver) break;
    }
    yield* await inflater.finish();
  }
}
