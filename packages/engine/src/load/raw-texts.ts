import { type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import { scanLayout } from '../source/scan-layout.ts';
import { keptEvents } from './kept-events.ts';
import { ordinal, type Part, rowFacts } from './part.ts';
import type { LoadRequest } from './request.ts';
import { scanUses } from './uses.ts';

export interface RawTextRequest {
  readonly load: LoadRequest;
  /** When the load began, epoch seconds. */
  readonly indexTime: number;
  readonly newTable: () => Sql;
}

/** Records of one file, hash of identity and time are told apart by their place among themselves. */
const sameRecords = sql`PARTITION BY f, h, t ORDER BY place`;
const ofRecord = sql`a.f = b.f AND a.h IS NOT DISTINCT FROM b.h AND a.t IS NOT DISTINCT FROM b.t`;

/**
 * The texts of events (`_raw`) by their `#ordinal`, out of a second pass over the files that have them: to keep the text
 * of every event of a pack would take more memory and time than all else of the load. An event whose file has changed
 * since is left out.
 */
export async function rawTexts(
  database: Database,
  parts: readonly Part[],
  ordinals: readonly number[],
  request: RawTextRequest,
  control: RunControl,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const numbers = new Set(ordinals.map((place) => Math.floor(place / 2 ** 32)));
  for (const part of parts) {
    const files = part.files.filter(({ number }) => numbers.has(number));
    if (files.length === 0) continue;
    const inPart = new Set(files.map(({ number }) => number));
    const asked = [...new Set(ordinals)].filter((place) => inPart.has(Math.floor(place / 2 ** 32)));
    for (const [place, text] of await textsOfPart(database, { ...part, files }, asked, request, control))
      texts.set(Number(place), String(text));
  }
  return texts;
}

async function textsOfPart(
  database: Database,
  part: Part,
  ordinals: readonly number[],
  request: RawTextRequest,
  control: RunControl,
): ReturnType<Database['rows']> {
  const [asked, events, records] = [request.newTable(), request.newTable(), request.newTable()];
  const counted = (table: Sql): Sql =>
    sql`(SELECT *, row_number() OVER (${sameRecords}) AS n, count(*) OVER (PARTITION BY f, h, t) AS c FROM ${table})`;
  try {
    await database.run(sql`CREATE TABLE ${asked} (place DOUBLE)`);
    await database.append(
      asked,
      ordinals.map((place) => [place]),
    );
    const rows = sql`(SELECT ${rowFacts.file} AS f, h, t, ${ordinal}::DOUBLE AS place FROM ${part.table})`;
    const wanted = sql`(SELECT DISTINCT f, h, t FROM ${rows} WHERE place IN (SELECT place FROM ${asked}))`;
    await database.run(
      sql`CREATE TABLE ${events} AS SELECT a.* FROM ${rows} AS a SEMI JOIN ${wanted} AS b ON ${ofRecord}`,
      control,
    );
    await database.run(
      sql`CREATE TABLE ${records} AS SELECT a.f, a.h, a.t, a.s0 FROM (${recordsOf(part, request)}) AS a SEMI JOIN ${events} AS b ON ${ofRecord}`,
      control,
    );
    const read = sql`(SELECT *, rowid AS place FROM ${records})`;
    return await database.rows(
      sql`SELECT a.place, b.s0 FROM ${counted(events)} AS a JOIN ${counted(read)} AS b ON ${ofRecord} AND a.n = b.n AND a.c = b.c WHERE a.place IN (SELECT place FROM ${asked}) AND b.s0 IS NOT NULL`,
      control,
    );
  } finally {
    for (const table of [asked, events, records]) await database.run(sql`DROP TABLE IF EXISTS ${table}`);
  }
}

/** All records of the files of a part, in their order, with their texts as `s0`. */
function recordsOf(part: Part, { load, indexTime }: RawTextRequest): Sql {
  const { kind, files, maxLineBytes } = part;
  const { keepsNumberText } = part.layout;
  return keptEvents({
    files,
    kind,
    layout: scanLayout(kind, [], { objects: true, keepsNumberText }),
    shape: { texts: ['_raw'], lists: [] },
    load: { ...load, scans: [] },
    uses: scanUses([]),
    indexTime,
    maxLineBytes,
  }).sql;
}
