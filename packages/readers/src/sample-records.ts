import { readFile } from 'node:fs/promises';
import type { IdentifiedFile } from './identify.ts';
import { isJsonObject, parseObject } from './json/json-object.ts';
import { decodeBeginning, type OpenOptions } from './open-input.ts';

/** What the beginning of a file holds. */
export interface RecordSample {
  readonly records: number;
  readonly unreadable: number;
  /** Of the records, in the order in which they are met. */
  readonly sourcetypes: readonly string[];
  /** True when the file has no more than this. */
  readonly isWhole: boolean;
}

/** What an event without a sourcetype of its own gets from the engine. */
const SOURCETYPES = { o365: 'o365:management:activity', json: '_json' } as const;
const CONTENT_BYTES = 1 << 20;

/** Decodes about the first megabyte of a file's content and says what is in it. Throws what `fs` throws. */
export async function sampleRecords(identified: IdentifiedFile, options: OpenOptions): Promise<RecordSample> {
  const { opened, isWhole } = await decodeBeginning(identified, options, CONTENT_BYTES);
  const sourcetypes = new Set<string>();
  for (const { path, record } of [...opened.scans, ...opened.remnants]) {
    for (const line of (await readFile(path, 'utf8')).split('\n')) {
      if (line === '') continue;
      const event = parseObject(line);
      const own = isJsonObject(event) ? event['sourcetype'] : undefined;
      sourcetypes.add(typeof own === 'string' && own !== '' ? own : SOURCETYPES[record]);
    }
  }
  return {
    records: opened.records ?? 0,
    unreadable: opened.quarantinedCount,
    sourcetypes: [...sourcetypes],
    isWhole,
  };
}
