import { open } from 'node:fs/promises';
import { openByteStream } from './byte-stream.ts';
import { detectCompression } from './compression.ts';

export type CompressedCheck =
  | { readonly intact: true; readonly bytes: number }
  /** `reason` in words; `bytes` is how much can be decompressed before the fault. */
  | { readonly intact: false; readonly reason: string; readonly bytes: number };

/**
 * Streams a .gz or .zst file and says whether it is intact: the engine's own reader stops at a cut and says nothing.
 * gzip: length and checksum. zstd: structure and length (its optional checksum is not computed). A plain file is intact.
 */
export async function verifyCompressed(
  file: { readonly path: string },
  options: { readonly signal?: AbortSignal; readonly onProgress?: (bytesRead: number) => void } = {},
): Promise<CompressedCheck> {
  const compression = detectCompression(await readHead(file.path, 4));
  const stream = openByteStream(file.path, compression, options);
  let bytes = 0;
  for await (const chunk of stream.chunks) bytes += chunk.length;
  const reason = stream.fault();
  return reason === null ? { intact: true, bytes } : { intact: false, reason, bytes };
}

/** The first bytes of a file as they are on disk. */
export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
