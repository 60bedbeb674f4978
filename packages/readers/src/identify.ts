import { openByteStream } from './bytes/byte-stream.ts';
import { detectCompression } from './bytes/compression.ts';
import type { TextEncoding } from './bytes/encoding.ts';
import { readHead } from './bytes/verify-compressed.ts';
import { sniffAnyCsv } from './csv/csv-dialect.ts';
import type { ReadPlan, Sample, Sureness } from './formats/format.ts';
import { jsonPlan } from './formats/json-plan.ts';
import { formats } from './formats/registry.ts';
import { makeSample } from './formats/sample.ts';
import { matchesPath } from './input/glob.ts';
import type { InputFile, Skipped } from './input/input-file.ts';
import type { InputMapping, InputMappings } from './mapping/input-mapping.ts';
import { isTimeName } from './mapping/map-record.ts';
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
  /** What a person says of the records; then they are nothing else. */
  readonly mapping: InputMapping | null;
}

export type Identified = IdentifiedFile | Skipped;

const SAMPLE_BYTES = 1 << 18;

/** Tells a file's format from its first 256 KB of decompressed content; its name plays no part. A file that cannot be opened is skipped with the reason. */
export async function identify(file: InputFile, mappings: InputMappings | null = null): Promise<Identified> {
  try {
    return await identifyContent(file, mappings);
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

async function identifyContent(file: InputFile, mappings: InputMappings | null): Promise<Identified> {
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
  const { encoding } = sample;
  const named = mappings?.byGlob.find(({ glob }) => matchesPath(glob, file.name));
  for (const { id, title, recognise } of formats) {
    const found = recognise(sample);
    if (found === null) continue;
    const isUnknown = UNKNOWN.has(id);
    const mapping = named?.mapping ?? (isUnknown ? mappings?.otherwise : null) ?? null;
    if (mapping !== null) {
      const plan = mappedPlan(sample, named === undefined ? mapping : null);
      const why =
        named === undefined ? 'as the command line says' : `as the configuration says of ${named.glob}`;
      const title = 'events by mapping';
      if (plan !== null)
        return {
          kind: 'identified',
          file,
          format: 'mapped',
          title,
          why,
          sure: 'certain',
          compression,
          encoding,
          plan,
          mapping,
        };
      const reason = 'it is neither JSON nor columns with a header, which a mapping needs';
      if (named !== undefined) return { kind: 'skipped', name: file.name, format: 'mapped', title, reason };
    }
    const { why, plan, sure = 'certain' } = found;
    if (plan.how === 'none')
      return { kind: 'skipped', name: file.name, format: id, title, reason: plan.reason, why, sure };
    // Damage inside the sample: the engine would read up to it and not say so.
    const readable: ReadPlan = plan.how === 'in-place' && fault !== null ? { how: 'json-lines' } : plan;
    return {
      kind: 'identified',
      file,
      format: id,
      title,
      why,
      sure,
      compression,
      encoding,
      plan: readable,
      mapping: found.mapping ?? null,
    };
  }
  throw new Error('the last format recognises every file');
}

/** Formats of files of which nothing is known but how they are written. */
const UNKNOWN: ReadonlySet<string> = new Set(['generic-json', 'csv', 'text']);

/** `guessed`: a mapping for whatever nobody knows; a text is its columns only if one of them can hold the time. */
function mappedPlan({ json, text }: Sample, guessed: InputMapping | null): ReadPlan | null {
  if (json !== null) return jsonPlan(json);
  const csv = sniffAnyCsv(text);
  if (csv === null) return null;
  const names = csv.header.map((name) => name.trim());
  const isFit =
    guessed === null ||
    names.some((name) => (guessed.timeField === undefined ? isTimeName(name) : name === guessed.timeField));
  return isFit ? { how: 'csv', delimiter: csv.delimiter, skipLines: csv.skipLines } : null;
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
