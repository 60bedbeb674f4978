import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { extract } from 'tar-stream';
import { openByteStream } from '../bytes/byte-stream.ts';
import { detectCompression } from '../bytes/compression.ts';
import { readHead } from '../bytes/verify-compressed.ts';
import type { Member } from './member.ts';

/** The checksum tells a header; its oldest form says no more. The types of the library do not know the option. */
const OLD_FORMS_TOO: object = { allowUnknownFormat: true };
const FILE_TYPES: ReadonlySet<string> = new Set(['file', 'contiguous-file']);

/** The library never answers for some archives that are cut off: when all is fed, it has this long. */
const GRACE_MS = 500;
const OVER = { done: true, value: undefined } as const;

/** The files of a .tar, compressed or not, in their order. Throws where it is damaged. */
export async function* tarMembers(path: string, signal: AbortSignal | undefined): AsyncGenerator<Member> {
  const content = openByteStream(path, detectCompression(await readHead(path, 4)), { signal });
  const members = extract(OLD_FORMS_TOO);
  const feeding = pipeline(Readable.from(content.chunks), members).catch(() => undefined);
  try {
    const entries = members[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([entries.next(), feeding.then(async () => setTimeout(GRACE_MS, OVER))]);
      if (next === OVER) throw new Error('the archive ends early');
      if (next.done === true) break;
      const entry = next.value;
      const { name, type, mtime } = entry.header;
      const isFile = typeof type !== 'string' || FILE_TYPES.has(type);
      if (type !== 'directory') {
        yield {
          name,
          modified: mtime ?? null,
          crc32: null,
          refused: isFile ? null : 'it is a link or a device',
          open: async () => entry,
        };
      }
      // What nobody opened is passed over.
      entry.resume();
    }
  } finally {
    members.destroy();
    await feeding;
  }
  const fault = content.fault();
  if (fault !== null) throw new Error(fault);
}
