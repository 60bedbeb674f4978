import { type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import {
  type EventTable,
  type LoadedEvents,
  type LoadTotals,
  scanTables,
  timelineOf,
} from '../loaded-events.ts';
import type { ScanFile } from '../scan-file.ts';
import type { NumberedFile } from '../source/record-source.ts';
import { countDuplicates, markDuplicates } from './duplicates.ts';
import { groupFiles } from './file-groups.ts';
import { type LoadState, loadGroup, rejectUnreadable } from './load-group.ts';
import { columnValue } from './load-shape.ts';
import { partAccess, rowFacts } from './part.ts';
import { rawTexts } from './raw-texts.ts';
import type { FileAccount, LoadControl, LoadRequest, ScanNeed } from './request.ts';
import { type ScanUses, scanUses } from './uses.ts';

/** See `Engine.loadFiles`. */
export async function loadFiles(
  database: Database,
  newTable: () => Sql,
  files: readonly ScanFile[],
  request: LoadRequest,
  control: LoadControl,
): Promise<LoadedEvents> {
  const state: LoadState = {
    database,
    request,
    uses: scanUses(request.scans),
    newTable,
    indexTime: Math.floor(Date.now() / 1000),
    parts: [],
    counts: new Map(),
    irregular: new Map(),
    failed: new Map(),
  };
  const numbered = files.map((file, number) => ({ number, file }));
  await loadNumbered(state, numbered, control);
  return finishLoad(state, numbered, control);
}

async function loadNumbered(
  state: LoadState,
  files: readonly NumberedFile[],
  control: LoadControl,
): Promise<void> {
  const bytesTotal = sizeOf(files);
  let bytesDone = 0;
  const report = (bytes: number): void => {
    const events = [...state.counts.values()].reduce((sum, { records }) => sum + records, 0);
    control.onProgress?.({ bytesDone: bytes, bytesTotal, events });
  };
  for (const group of groupFiles(rejectUnreadable(state, files))) {
    const groupBytes = sizeOf(group);
    const before = bytesDone;
    // Files that are read a second time make DuckDB's fraction start again: bytes never go back.
    let best = before;
    const onFraction = (fraction: number): void => {
      best = Math.max(best, before + Math.round(groupBytes * fraction));
      report(best);
    };
    await loadGroup(
      state,
      group,
      runControl(control, control.onProgress === undefined ? undefined : onFraction),
    );
    bytesDone += groupBytes;
    report(bytesDone);
  }
}

function runControl(control: LoadControl, onFraction?: (fraction: number) => void): RunControl {
  return {
    ...(control.signal === undefined ? {} : { signal: control.signal }),
    ...(onFraction === undefined ? {} : { onFraction }),
  };
}

function sizeOf(files: readonly NumberedFile[]): number {
  return files.reduce((sum, { file }) => sum + file.sizeBytes, 0);
}

async function finishLoad(
  state: LoadState,
  files: readonly NumberedFile[],
  control: LoadControl,
): Promise<LoadedEvents> {
  const { database, request } = state;
  if (!request.keepDuplicates) await markDuplicates(database, state.parts, runControl(control));
  let counted: Promise<ReadonlyMap<ScanFile, number>> | undefined;
  const accounts = files.flatMap(({ file, number }): FileAccount[] => {
    const counts = state.counts.get(number);
    return counts === undefined ? [] : [{ file, ...counts }];
  });
  const tables = state.parts.map((part): EventTable => {
    const access = partAccess(part, { load: request, indexTime: state.indexTime });
    return {
      table: part.table,
      visible: rowFacts.isSeen,
      column: (column) => columnValue(column, part.kind, access),
    };
  });
  const close = async (): Promise<void> => {
    for (const part of state.parts.splice(0)) await database.run(sql`DROP TABLE ${part.table}`);
  };
  return {
    files: accounts,
    totals: totalsOf(accounts),
    duplicates: () => (counted ??= duplicatesOf(state, files)),
    irregular: [...state.irregular.values()],
    failed: [...state.failed.values()],
    fields: null,
    scanSql: (columns, need) => scanTables(tables, columns, need ? rowsOf(state.uses, need) : null),
    rawTexts: (ordinals, textControl = {}) =>
      rawTexts(database, state.parts, ordinals, { ...state, load: request }, runControl(textControl)),
    timeline: (widthSeconds) => timelineOf(database, tables, widthSeconds),
    close,
  };
}

/** The condition on the rows that a scan of the load can use; null: all. */
function rowsOf(uses: ScanUses, { columns, predicate }: ScanNeed): Sql | null {
  const rows = uses.rowsOf(columns, predicate);
  // Its fields may be missing in events that were kept for other scans: no rows are better than wrong ones.
  if (rows === undefined) throw new Error('the events were not loaded for this scan');
  return rows;
}

async function duplicatesOf(
  { database, parts }: LoadState,
  files: readonly NumberedFile[],
): Promise<ReadonlyMap<ScanFile, number>> {
  const counts = await countDuplicates(database, parts);
  return new Map(
    files.flatMap(({ file, number }) => {
      const count = counts.get(number);
      return count === undefined ? [] : [[file, count]];
    }),
  );
}

function totalsOf(accounts: readonly FileAccount[]): LoadTotals {
  const times = (pick: (account: FileAccount) => number | null): number[] =>
    accounts.flatMap((account) => pick(account) ?? []);
  const first = times(({ firstTime }) => firstTime);
  const last = times(({ lastTime }) => lastTime);
  return {
    records: accounts.reduce((sum, { records }) => sum + records, 0),
    firstTime: first.length === 0 ? null : first.reduce((least, time) => Math.min(least, time)),
    lastTime: last.length === 0 ? null : last.reduce((most, time) => Math.max(most, time)),
  };
}
