import type { Compression } from '../scan-file.ts';

/** Tells the compression by magic bytes; the name of a file says nothing. */
export function detectCompression(head: Buffer): Compression {
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08) return 'gzip';
  if (head.length >= 4) {
    const magic = head.readUInt32LE(0);
    if (magic === ZSTD_FRAME || (magic & 0xfffffff0) >>> 0 === ZSTD_SKIPPABLE) return 'zstd';
  }
  return 'none';
}

/** RFC 8878, sections 3.1.1 and 3.1.2. */
const ZSTD_FRAME = 0xfd2fb528;
const ZSTD_SKIPPABLE = 0x184d2a50;
