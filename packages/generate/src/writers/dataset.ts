import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { generate } from '../generate.ts';
import type { GenerateOptions } from '../options.ts';
import type { GroundTruth } from '../truth.ts';
import type { WriteHooks } from './progress.ts';
import { createTextFile } from './text-file.ts';

export interface WrittenDataset {
  readonly path: string;
  readonly truthPath: string;
  /** Bytes of text, before compression. */
  readonly bytes: number;
  readonly truth: GroundTruth;
}

/** Fast rather than small: large files are for measuring. */
const GZIP_LEVEL = 1;

/** Writes one file of NDJSON, of any size in bounded memory, compressed when its name ends in `.gz`, and beside it what was planted:
 *  `audit.ndjson.gz` gets `audit.ground-truth.json`. Existing files are replaced.
 *  Throws a RangeError for options out of range, the file system's error when it cannot write. */
export async function writeDataset(
  path: string,
  options: GenerateOptions,
  hooks: WriteHooks = {},
): Promise<WrittenDataset> {
  const data = generate(options);
  const totalEvents = data.truth.counts.events;
  await mkdir(dirname(path), { recursive: true });
  const file = createTextFile(path, GZIP_LEVEL);
  let events = 0;
  let bytes = 0;
  try {
    for (const line of data.events()) {
      events++;
      bytes += line.length + 1;
      if (file.append(`${line}\n`)) continue;
      await file.drain();
      // Only a turn of the event loop lets a signal of the terminal through.
      await setImmediate();
      hooks.signal?.throwIfAborted();
      hooks.onProgress?.({ events, totalEvents, bytes });
    }
  } catch (error) {
    await file.discard();
    throw error;
  }
  const summary = await file.close();
  const truth = {
    ...data.truth,
    files: [{ name: basename(path), format: 'NDJSON', records: events, sha256: summary.sha256 }],
    incidents: data.truth.incidents.map((incident) => ({ ...incident, files: [basename(path)] })),
  };
  const truthPath = `${path.replace(/(\.(ndjson|jsonl|json|log|txt))?(\.gz)?$/i, '')}.ground-truth.json`;
  await writeFile(truthPath, truthText(truth));
  hooks.onProgress?.({ events, totalEvents, bytes: summary.bytes });
  return { path, truthPath, bytes: summary.bytes, truth };
}

/** The text of a ground-truth file. */
export function truthText(truth: GroundTruth): string {
  return `${JSON.stringify(truth, null, 1)}\n`;
}
