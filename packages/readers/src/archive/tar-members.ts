import { openByteStream } from '../bytes/byte-stream.ts';
import { detectCompression } from '../bytes/compression.ts';
import { readHead } from '../bytes/verify-compressed.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Member } from './member.ts';
import { BLOCK_BYTES, paxRecords, type TarHeader, tarHeader } from './tar-header.ts';

/** A path is 4096 bytes at most where logs come from; more is a damaged header, or one that is made to do harm. */
const MAX_EXTRA_BYTES = 1 << 20;
/** `V` is the label of a volume. */
const NO_MEMBERS = new Set(['5', 'D', 'V']);
const LINKS_AND_DEVICES = new Set(['1', '2', '3', '4', '6']);
const WITHOUT_CONTENT = new Set(['2', '3', '4', '5', '6']);
const EARLY = 'the archive ends early';

/** What headers before that of a member say of it. */
interface Extra {
  readonly name?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly isSparse: boolean;
  readonly isPax: boolean;
}

const NO_EXTRA: Extra = { isSparse: false, isPax: false };

/**
 * The files of a .tar, compressed or not, in their order. Behind a damaged header the reading goes on at the next good one.
 * Throws at the end where the archive is damaged or cut off.
 */
export async function* tarMembers(path: string, signal: AbortSignal | undefined): AsyncGenerator<Member> {
  const content = openByteStream(path, detectCompression(await readHead(path, 4)), { signal });
  const bytes = new ByteQueue(content.chunks);
  try {
    const fault = yield* membersOf(bytes);
    const why = content.fault() ?? fault;
    if (why !== null) throw new Error(why);
  } finally {
    await bytes.close();
  }
}

/** Gives the first fault in words. */
async function* membersOf(bytes: ByteQueue): AsyncGenerator<Member, string | null> {
  let fault: string | null = null;
  let hasEnded = false;
  let extra = NO_EXTRA;
  for (;;) {
    const at = bytes.taken;
    const block = await bytes.take(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) {
      return fault ?? (hasEnded ? null : EARLY);
    }
    // Two empty blocks end an archive, and others may be joined to it.
    if (block.every((byte) => byte === 0)) {
      hasEnded = true;
      continue;
    }
    const header = tarHeader(block);
    if (header === null) {
      if (!hasEnded) fault ??= `its header at byte ${at} is damaged`;
      extra = NO_EXTRA;
      continue;
    }
    hasEnded = false;
    const more = await extraOf(header, extra, bytes);
    if (typeof more === 'string') fault ??= more;
    if (more !== null) {
      extra = typeof more === 'string' ? NO_EXTRA : more;
      continue;
    }
    if (header.hasMoreBlocks) await passSparseBlocks(bytes);
    const isRead = yield* memberOf(header, extra, bytes);
    if (!isRead) return fault ?? EARLY;
    extra = NO_EXTRA;
  }
}

/** What a header says of the next one; null for that of a member, a text where it is damaged. */
async function extraOf(header: TarHeader, extra: Extra, bytes: ByteQueue): Promise<Extra | string | null> {
  const { type, sizeBytes } = header;
  if (!'gxXLK'.includes(type)) return null;
  const damaged = `its header before byte ${bytes.taken} is damaged`;
  if (sizeBytes > MAX_EXTRA_BYTES) return damaged;
  const content = await bytes.take(sizeBytes);
  await bytes.pass(paddingOf(sizeBytes), () => {});
  if (content.length < sizeBytes) return EARLY;
  if (type === 'L') return { ...extra, name: content.toString('utf8').replace(/\0.*$/s, '') };
  if (type === 'K' || type === 'g') return extra;
  const records = paxRecords(content);
  if (records === null) return damaged;
  const size = records.get('size');
  return {
    name: records.get('GNU.sparse.name') ?? records.get('path') ?? extra.name,
    sizeBytes: size !== undefined && /^\d{1,15}$/.test(size) ? Number(size) : extra.sizeBytes,
    isSparse: [...records.keys()].some((key) => key.startsWith('GNU.sparse.')),
    isPax: true,
  };
}

/** Gives whether the whole content was there. */
async function* memberOf(header: TarHeader, extra: Extra, bytes: ByteQueue): AsyncGenerator<Member, boolean> {
  const { type, modified } = header;
  const name = extra.name ?? header.name;
  // Only pax stores content with a hard link; elsewhere the size is that of the file that it leads to.
  const isEmpty = WITHOUT_CONTENT.has(type) || (type === '1' && !extra.isPax);
  const sizeBytes = isEmpty ? 0 : (extra.sizeBytes ?? header.sizeBytes);
  let left = sizeBytes;
  if (!NO_MEMBERS.has(type) && !(type === '0' && name.endsWith('/'))) {
    yield {
      name,
      modified,
      crc32: null,
      refused: refusal(type, extra),
      read: async (write) => {
        left = 0;
        const missing = await bytes.pass(sizeBytes, write);
        left = missing;
        return missing === 0 ? null : new Error(EARLY);
      },
    };
  }
  return (await bytes.pass(left + paddingOf(sizeBytes), () => {})) === 0;
}

function refusal(type: string, { isSparse }: Extra): string | null {
  if (LINKS_AND_DEVICES.has(type)) return 'it is a link or a device';
  return isSparse || type === 'S' ? 'it is a sparse file: unpack it first' : null;
}

async function passSparseBlocks(bytes: ByteQueue): Promise<void> {
  const MORE_AT = 504;
  for (;;) {
    const block = await bytes.take(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES || block[MORE_AT] === 0) return;
  }
}

function paddingOf(sizeBytes: number): number {
  return (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}
