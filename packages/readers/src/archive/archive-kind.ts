import { openByteStream } from '../bytes/byte-stream.ts';
import { detectCompression } from '../bytes/compression.ts';
import { readHead } from '../bytes/verify-compressed.ts';

export type ArchiveKind = 'zip' | 'tar';

const TAR_BLOCK = 512;

/** Tells an archive by its content: a .zip, or a .tar, compressed (.gz, .zst) or not. Null for every other file. Throws what `fs` throws. */
export async function archiveKind(path: string): Promise<ArchiveKind | null> {
  const head = await readHead(path, TAR_BLOCK);
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return 'zip';
  const compression = detectCompression(head);
  if (compression === 'none') return isTarHeader(head) ? 'tar' : null;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of openByteStream(path, compression, { maxFileBytes: 1 << 16 }).chunks) {
    parts.push(part);
    length += part.length;
    if (length >= TAR_BLOCK) break;
  }
  return isTarHeader(Buffer.concat(parts)) ? 'tar' : null;
}

/** The header of a member has a checksum: the sum of its bytes, those of the checksum taken as blanks. Source: POSIX pax. */
function isTarHeader(block: Buffer): boolean {
  if (block.length < TAR_BLOCK || block[0] === 0) return false;
  const told = /^[ \0]*([0-7]+)/.exec(block.toString('latin1', 148, 156))?.[1];
  if (told === undefined) return false;
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
  return Number.parseInt(told, 8) === sum;
}
