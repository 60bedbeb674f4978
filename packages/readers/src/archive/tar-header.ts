export const BLOCK_BYTES = 512;

/** One header block of a .tar. */
export interface TarHeader {
  readonly name: string;
  /** One letter; `0` also for the oldest form, which has none. */
  readonly type: string;
  /** Of the content behind the header, without its padding. */
  readonly sizeBytes: number;
  readonly modified: Date;
  /** More header blocks follow, for the holes of a sparse file (GNU). */
  readonly hasMoreBlocks: boolean;
}

const OFFSETS = { size: 124, modified: 136, checksum: 148, type: 156, magic: 257, prefix: 345 } as const;
const NUMBER_BYTES = 12;
const CHECKSUM_BYTES = 8;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
const MORE_BLOCKS_AT = 482;
const SPACE = 0x20;

/**
 * Reads a header block; null where its checksum does not fit. Source: POSIX pax, "ustar Interchange Format", and GNU tar's
 * "Basic Tar Format" for its numbers of base 256 and its own use of the prefix.
 */
export function tarHeader(block: Buffer): TarHeader | null {
  const at = OFFSETS;
  if (!hasChecksum(block)) return null;
  const sizeBytes = numberAt(block, at.size, NUMBER_BYTES);
  if (sizeBytes === null || sizeBytes < 0) return null;
  const magic = block.toString('latin1', at.magic, at.magic + 6);
  const prefix = magic === 'ustar\0' ? textAt(block, at.prefix, PREFIX_BYTES) : '';
  const name = textAt(block, 0, NAME_BYTES);
  const type = String.fromCharCode(block[at.type] ?? 0);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: type === '\0' ? '0' : type,
    sizeBytes,
    modified: new Date((numberAt(block, at.modified, NUMBER_BYTES) ?? Number.NaN) * 1000),
    hasMoreBlocks: type === 'S' && block[MORE_BLOCKS_AT] !== 0,
  };
}

/** The sum of all bytes, its own field taken as spaces. Some old writers added them as signed numbers. */
function hasChecksum(block: Buffer): boolean {
  const { checksum } = OFFSETS;
  const expected = numberAt(block, checksum, CHECKSUM_BYTES);
  let unsigned = 0;
  let signed = 0;
  for (const [at, byte] of block.entries()) {
    const counted = at >= checksum && at < checksum + CHECKSUM_BYTES ? SPACE : byte;
    unsigned += counted;
    signed += (counted << 24) >> 24;
  }
  return expected === unsigned || expected === signed;
}

/** Octal digits, or a binary number when the first bit is set; null where it is neither or too large to be true. */
function numberAt(block: Buffer, from: number, bytes: number): number | null {
  if (((block[from] ?? 0) & 0x80) !== 0) {
    const bits = BigInt(`0x${block.toString('hex', from, from + bytes)}`);
    const width = BigInt(8 * bytes);
    // The first bit is the mark, the second the sign.
    const value = BigInt.asIntN(8 * bytes - 1, bits & ((1n << (width - 1n)) - 1n));
    return Number.isSafeInteger(Number(value)) ? Number(value) : null;
  }
  const text = textAt(block, from, bytes).trim();
  if (!/^[0-7]*$/.test(text)) return null;
  return text === '' ? 0 : Number.parseInt(text, 8);
}

function textAt(block: Buffer, from: number, bytes: number): string {
  const field = block.subarray(from, from + bytes);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? bytes : end);
}

/** The records of an extended header, `length key=value` each; null where it is damaged. */
export function paxRecords(content: Buffer): ReadonlyMap<string, string> | null {
  const records = new Map<string, string>();
  let at = 0;
  while (at < content.length && content[at] !== 0) {
    const space = content.indexOf(SPACE, at);
    const digits = content.toString('latin1', at, space < 0 ? at : space);
    const end = at + Number(digits);
    if (!/^[1-9][0-9]{0,8}$/.test(digits) || end > content.length || content[end - 1] !== 0x0a) return null;
    const record = content.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals <= 0) return null;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
