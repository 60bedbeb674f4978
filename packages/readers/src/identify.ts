import { openByteStream } from './bytes/byte-stream.ts';
import { detectCompression } from './bytes/compression.ts';
import type { TextEncoding } from './bytes/encoding.ts';
import { readHead } from './bytes/verify-compressed.ts';
import type { ReadPlan, Sureness } from './formats/format.ts';
import { formats } from './formats/registry.ts';
import { makeSample } from './formats/sample.ts';
import type { InputFile, Skipped } from './input/input-file.ts';
import type { Compression } from './scan-file.ts';

/** A file whose format is known and that can be read. Plain data. */
export interface IdentifiedFile {
  readonly kind: 'identified';
  readonly file: InputFile;
  /** Format id, for instance `purview-csv`. */
  readonly format: string;
  /** The format as shown to the user. */
  readonly title: string;
  /** What in the content told it. */
  readonly why: string;
  readonly sure: Sureness;
  readonly compression: Compression;
  readonly encoding: TextEncoding;
  readonly plan: ReadPlan;
}

export type Identified = IdentifiedFile | Skipped;

const SAMPLE_BYTES = 1 << 18;

/** Tells a file's format from its first 256 KB of decompressed content; its name plays no part. A file that cannot be opened is skipped with the reason. */
export async function identify(file: InputFile): Promise<Identified> {
  try {
    return await identifyContent(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const reason = OPEN_FAULTS[code] ?? `it cannot be read (${code})`;
    return { kind: 'skipped', name: file.name, format: 'unreadable', title: 'unreadable file', reason };
  }
}

const OPEN_FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOENT: 'it is no longer there',
  EISDIR: 'it is a directory',
  EIO: 'the disk reports a read error',
};

async function identifyContent(file: InputFile): Promise<Identified> {
  const compression = detectCompression(await readHead(file.path, 4));
  const { bytes, isWhole, fault } = await readSample(file.path, compression);
  if (bytes.length === 0 && fault !== null) {
    return {
      kind: 'skipped',
      name: file.name,
      format: 'damaged',
      title: `damaged ${compression} file`,
      reason: `nothing could be decompressed: ${fault}`,
    };
  }
  const sample = await makeSample(bytes, isWhole);
  for (const { id, title, recognise } of formats) {
    const found = recognise(sample);
    if (found === null) continue;
    const { why, plan, sure = 'certain' } = found;
    if (plan.how === 'none')
      return { kind: 'skipped', name: file.name, format: id, title, reason: plan.reason, why, sure };
    const { encoding } = sample;
    // Damage inside the sample: the engine would read up to it and not say so.
    const readable: ReadPlan = plan.how === 'in-place' && fault !== null ? { how: 'json-lines' } : plan;
    return { kind: 'identified', file, format: id, title, why, sure, compression, encoding, plan: readable };
  }
  throw new Error('the last format recognises every file');
}

async function readSample(
  path: string,
  compression: Compression,
): Promise<{ bytes: Buffer; isWhole: boolean; fault: string | null }> {
  const stream = openByteStream(path, compression);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream.chunks) {
    parts.push(part);
    length += part.length;
    if (length > SAMPLE_BYTES) break;
  }
  const all = Buffer.concat(parts);
  return { bytes: all.subarray(0, SAMPLE_BYTES), isWhole: all.length <= SAMPLE_BYTES, fault: stream.fault() };
}
