import { type Entry, getFileNameLowLevel, openPromise } from 'yauzl';
import { drain, type Member } from './member.ts';
import { salvagedZipMembers } from './zip-salvage.ts';

const LINK_MODE = 0o120000;
const FILE_TYPE_MASK = 0o170000;

/**
 * The files of a .zip in the order of its directory; without a directory, in the order in which they lie. Throws at the end
 * when the directory is missing, and where it is damaged.
 */
export async function* zipMembers(path: string): AsyncGenerator<Member> {
  // Names are decoded here: the library ends the reading at a name that leads out of the archive.
  const options = { decodeStrings: false, autoClose: false, lazyEntries: true };
  const zip = await openPromise(path, options).catch((error: Error) => error);
  if (zip instanceof Error) {
    yield* salvagedZipMembers(path);
    throw new Error(`its directory cannot be read (${zip.message})`);
  }
  try {
    for await (const entry of zip.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
      if (/[\\/]$/.test(name)) continue;
      yield {
        name,
        modified: entry.getLastModDate(),
        crc32: entry.crc32,
        refused: refusal(entry),
        read: async (write) => drain(await zip.openReadStreamPromise(entry), write),
      };
    }
  } finally {
    zip.close();
  }
}

function refusal(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'it is encrypted: unpack it with its password first';
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === LINK_MODE) return 'it is a link';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return `its compression (method ${entry.compressionMethod}) is not supported: unpack it first`;
  return null;
}
