import { resolve } from 'node:path';
import { sql } from '@sealbreak/spl';
import type { Database } from './database.ts';
import { toEngineError } from './engine-error.ts';
import { isListField } from './field-path.ts';
import { walkLeaves } from './json/json-leaves.ts';
import { groupFiles, LINE_BYTES_MAX, LONG_LINE_BYTES_MAX } from './load/file-groups.ts';
import { keptEvents, slotName } from './load/kept-events.ts';
import { loadShape } from './load/load-shape.ts';
import type { LoadRequest } from './load/request.ts';
import { scanUses } from './load/uses.ts';
import type { EventField } from './loaded-events.ts';
import { EVENT_ID, recordKinds } from './record-kind.ts';
import type { ScanFile } from './scan-file.ts';
import { isReadablePath, type NumberedFile } from './source/record-source.ts';
import { scanLayout } from './source/scan-layout.ts';

export interface DiscoveredFields {
  /** In the order in which they were met. Fields that the engine computes are not among them. */
  readonly fields: readonly EventField[];
  /** True when there are more than `FIELDS_MAX`. */
  readonly isTruncated: boolean;
}

export const FIELDS_MAX = 5000;

/**
 * The names of all leaves of the events that a scan of the request can use. Reads whole records, so it takes several
 * times as long as a load. Files that cannot be read are passed over: the load reports them.
 */
export async function discoverFields(
  database: Database,
  files: readonly ScanFile[],
  request: LoadRequest,
  control: { readonly signal?: AbortSignal },
): Promise<DiscoveredFields> {
  const names = new Set<string>();
  const numbered = files
    .map((file, number) => ({ number, file }))
    .filter(({ file }) => isReadablePath(resolve(file.path)));
  for (const group of groupFiles(numbered)) {
    // One by one: a file that fails must not take others along.
    for (const file of group) {
      await collectNames(database, file, request, control, names);
      if (names.size > FIELDS_MAX) break;
    }
  }
  const fields = [...names]
    .slice(0, FIELDS_MAX)
    .map((name): EventField => ({ name, type: isListField(name) ? 'multivalue' : 'dynamic' }));
  return { fields, isTruncated: names.size > FIELDS_MAX };
}

async function collectNames(
  database: Database,
  file: NumberedFile,
  load: LoadRequest,
  control: { readonly signal?: AbortSignal },
  names: Set<string>,
): Promise<void> {
  // The names are those of the record, not of the text that it was made of.
  const kind = { ...recordKinds[file.file.record], hasOwnRaw: false };
  const columns = load.scans.flatMap((scan) => scan.columns);
  const shape = loadShape([...columns, { id: '', field: '_raw', type: 'text' }], kind);
  const fields = [...shape.texts, ...shape.lists].filter((field) => field !== '_raw');
  const layout = scanLayout(kind, fields, { objects: true });
  const maxLineBytes = file.file.checked ? LONG_LINE_BYTES_MAX : LINE_BYTES_MAX;
  // For all of the scans together: which of them can use an event does not matter here.
  const uses = scanUses([]);
  const kept = keptEvents({ files: [file], kind, layout, shape, load, uses, indexTime: 0, maxLineBytes });
  const raw = slotName(shape, '_raw');
  try {
    for await (const { rows } of database.stream(sql`SELECT ${raw} FROM (${kept.sql}) WHERE keep`, control)) {
      for (const [text] of rows) {
        if (typeof text === 'string')
          walkLeaves(text, ({ name }) => {
            if (name !== EVENT_ID) names.add(name);
          });
      }
      if (names.size > FIELDS_MAX) return;
    }
  } catch (cause) {
    const error = toEngineError(cause);
    if (error.code !== 'ENG4005' && error.code !== 'ENG4006') throw error;
  }
}
