import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { getFileNameLowLevel } from 'yauzl';
import { drain, type Member } from './member.ts';

const HEADER_BYTES = 30;
const SIGNATURE = 'PK\x03\x04';
/** A descriptor with sizes of 64 bits and its signature may stand between two members. */
const GAP_BYTES = 24 + SIGNATURE.length;
const ENCRYPTED = 1;
const SIZE_BEHIND = 8;
const UNKNOWN_SIZE = 0xffffffff;

/**
 * The files of a .zip whose directory is missing, as in a copy that was cut off: read from its start, one local header after
 * the other, as far as they go. Source: APPNOTE.TXT of PKWARE, section 4.3.7.
 */
export async function* salvagedZipMembers(path: string): AsyncGenerator<Member> {
  const handle = await open(path);
  try {
    let at: number | null = 0;
    while (at !== null) {
      const header = await readHeader(handle, at);
      if (header === null) return;
      const { name, method, crc32, packedBytes, start, isEncrypted } = header;
      let inflate: InflateRaw | null = null;
      const canRead = !isEncrypted && (method === 8 || (method === 0 && packedBytes !== null));
      if (!/[\\/]$/.test(name)) {
        yield {
          name,
          modified: null,
          crc32,
          refused: canRead ? null : 'it is encrypted, or packed in a way that needs the missing directory',
          read: async (write) => {
            if (method !== 8)
              return drain(createReadStream(path, { start, end: start + (packedBytes ?? 0) - 1 }), write);
            inflate = inflated(path, start);
            return drain(inflate, write);
          },
        };
      }
      const used: number | null = packedBytes ?? bytesOf(inflate);
      at = used === null ? null : await nextHeader(handle, start + used);
    }
  } finally {
    await handle.close();
  }
}

function bytesOf(inflate: InflateRaw | null): number | null {
  return inflate === null ? null : inflate.bytesWritten;
}

function inflated(path: string, start: number): InflateRaw {
  const source = createReadStream(path, { start });
  const inflate = createInflateRaw();
  const stop = (): void => void source.destroy();
  inflate.once('end', stop).once('error', stop).once('close', stop);
  source.once('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  return inflate;
}

async function readHeader(
  handle: FileHandle,
  at: number,
): Promise<{
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Null where they stand behind the content. */
  readonly crc32: number | null;
  readonly packedBytes: number | null;
  readonly start: number;
} | null> {
  const head = await readAt(handle, at, HEADER_BYTES);
  if (head.length < HEADER_BYTES || head.toString('latin1', 0, 4) !== SIGNATURE) return null;
  const flags = head.readUInt16LE(6);
  const nameBytes = head.readUInt16LE(26);
  const isBehind = (flags & SIZE_BEHIND) !== 0;
  const packed = head.readUInt32LE(18);
  return {
    name: getFileNameLowLevel(flags, await readAt(handle, at + HEADER_BYTES, nameBytes), [], false),
    method: head.readUInt16LE(8),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    crc32: isBehind ? null : head.readUInt32LE(14),
    packedBytes: isBehind || packed === UNKNOWN_SIZE ? null : packed,
    start: at + HEADER_BYTES + nameBytes + head.readUInt16LE(28),
  };
}

async function nextHeader(handle: FileHandle, from: number): Promise<number | null> {
  const found = (await readAt(handle, from, GAP_BYTES)).indexOf(SIGNATURE, 0, 'latin1');
  return found < 0 ? null : from + found;
}

async function readAt(handle: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}
