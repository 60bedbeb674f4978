import { resolve } from 'node:path';
import { joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { Database, RunControl } from '../database.ts';
import { EngineError, engineErrorCatalogue, toEngineError } from '../engine-error.ts';
import { type RecordKind, recordKinds } from '../record-kind.ts';
import { isReadablePath, type NumberedFile } from '../source/record-source.ts';
import { scanLayout } from '../source/scan-layout.ts';
import { LINE_BYTES_MAX, LONG_LINE_BYTES_MAX } from './file-groups.ts';
import { countMalformed, type ReadOptions, settleDoubts } from './health.ts';
import { loadShape } from './load-shape.ts';
import { createPart, type Part, rowFacts } from './part.ts';
import type { FailedFile, IrregularFile, LoadRequest } from './request.ts';
import type { ScanUses } from './uses.ts';

/** Gathers what loading gives; files get into it in any order. */
export interface LoadState {
  readonly database: Database;
  readonly request: LoadRequest;
  readonly uses: ScanUses;
  readonly indexTime: number;
  readonly newTable: () => Sql;
  readonly parts: Part[];
  readonly counts: Map<number, FileCounts>;
  readonly irregular: Map<number, IrregularFile>;
  readonly failed: Map<number, FailedFile>;
}

export interface FileCounts {
  readonly records: number;
  readonly kept: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

/**
 * Loads files of one group. A file that cannot be read fails alone: the group is halved until the file is found. Throws
 * what concerns no file: cancelling, a lack of memory or disk, a fault in the search.
 */
export async function loadGroup(
  state: LoadState,
  files: readonly NumberedFile[],
  control: RunControl,
  options: ReadOptions = {},
  maxLineBytes = LINE_BYTES_MAX,
): Promise<void> {
  try {
    await scanFiles(state, files, control, options, maxLineBytes);
  } catch (cause) {
    const error = toEngineError(cause);
    if (error.code !== 'ENG4005' && error.code !== 'ENG4006') throw error;
    const [only] = files;
    if (only !== undefined && files.length === 1) {
      await rescueFile(state, only, error, control, options, maxLineBytes);
      return;
    }
    const middle = Math.ceil(files.length / 2);
    await loadGroup(state, files.slice(0, middle), control, options, maxLineBytes);
    await loadGroup(state, files.slice(middle), control, options, maxLineBytes);
  }
}

async function rescueFile(
  state: LoadState,
  numbered: NumberedFile,
  error: EngineError,
  control: RunControl,
  options: ReadOptions,
  maxLineBytes: number,
): Promise<void> {
  const { file, number } = numbered;
  if (error.code === 'ENG4006' && !file.checked) {
    state.irregular.set(number, { file, reason: { kind: 'length' } });
  } else if (error.code === 'ENG4006' && maxLineBytes < LONG_LINE_BYTES_MAX) {
    await loadGroup(state, [numbered], control, options, LONG_LINE_BYTES_MAX);
  } else {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    const named = new EngineError(error.code, `${file.source}: ${error.message}`, {
      cause: error.cause,
      ...hint,
    });
    state.failed.set(number, { file, error: named });
  }
}

async function scanFiles(
  state: LoadState,
  files: readonly NumberedFile[],
  control: RunControl,
  options: ReadOptions,
  maxLineBytes: number,
): Promise<void> {
  const { database, request, indexTime } = state;
  const fullKind = recordKinds[files[0]?.file.record ?? 'json'];
  const kind = options.ownFields === true ? fullKind : usualKind(fullKind);
  const columns = request.scans.flatMap((scan) => scan.columns);
  const shape = loadShape(columns, kind);
  const fullShape = loadShape(columns, fullKind);
  const watched = fullShape.texts.filter((field) => !shape.texts.includes(field));
  const objects = options.objects === true || shape.texts.includes('_raw');
  const layout = scanLayout(
    kind,
    [...shape.texts, ...shape.lists].filter((field) => field !== '_raw'),
    { ...options, objects, watched },
  );
  const table = state.uses.areMarked
    ? sql`${await database.diskSchema()}.${state.newTable()}`
    : state.newTable();
  const { statement, part } = createPart(table, {
    files,
    kind,
    layout,
    shape,
    load: request,
    uses: state.uses,
    indexTime,
    maxLineBytes,
  });
  await database.run(statement, control);
  const facts = await fileFacts(database, table, files, control);

  const doubtful = files.filter(({ number }) => facts.get(number)?.isDoubtful === true);
  const verdicts =
    doubtful.length === 0 || options.isSettled === true
      ? []
      : await settleDoubts(database, doubtful, fullKind, fullShape, watched, maxLineBytes, control);
  const again = verdicts.flatMap(({ file, options: better }) =>
    better === null ? [] : [{ file, options: better }],
  );
  const settled = files.filter(({ number }) => !again.some(({ file }) => file.number === number));
  await keepFiles(state, part, settled);
  await noteFacts(
    state,
    settled,
    facts,
    layout.mode === 'columns' && kind.required.length === 0,
    control,
    maxLineBytes,
  );
  // One by one: doubts are rare, and each file has its own keys to read as JSON.
  for (const { file, options: better } of again)
    await loadGroup(state, [file], control, { ...options, ...better }, maxLineBytes);
}

/** The kind as nearly all its records are: what is the same for every event costs nothing then. */
function usualKind(kind: RecordKind): RecordKind {
  return kind.ownFields === 'all' ? kind : { ...kind, ownFields: new Set() };
}

interface FileFacts extends FileCounts {
  readonly bad: number;
  readonly isDoubtful: boolean;
}

async function fileFacts(
  database: Database,
  table: Sql,
  files: readonly NumberedFile[],
  control: RunControl,
): Promise<ReadonlyMap<number, FileFacts>> {
  // One file needs no groups, which cost more than the counting.
  const [file, groups] =
    files.length === 1
      ? [quoteInteger(files[0]?.number ?? 0), sql`HAVING count(*) > 0`]
      : [rowFacts.file, sql`GROUP BY f`];
  const rows = await database.rows(
    sql`SELECT ${file} AS f, count(*), count_if(${rowFacts.isKept}), min(t), max(t), count_if(${rowFacts.isBad}), bool_or(${rowFacts.isDoubtful}) FROM ${table} ${groups}`,
    control,
  );
  return new Map(
    rows.map(([number, records, kept, first, last, bad, doubt]) => [
      Number(number),
      {
        records: Number(records),
        kept: Number(kept),
        firstTime: typeof first === 'number' ? first : null,
        lastTime: typeof last === 'number' ? last : null,
        bad: Number(bad),
        isDoubtful: doubt === 'true',
      },
    ]),
  );
}

/** Makes a part of the state out of a table, or of what remains when only some of its files stay. */
async function keepFiles(state: LoadState, part: Part, files: readonly NumberedFile[]): Promise<void> {
  if (files.length === 0) {
    await state.database.run(sql`DROP TABLE ${part.table}`);
    return;
  }
  if (files.length < part.files.length) {
    const stay = joinSql(
      files.map(({ number }) => quoteInteger(number)),
      sql`, `,
    );
    await state.database.run(sql`DELETE FROM ${part.table} WHERE ${rowFacts.file} NOT IN (${stay})`);
  }
  state.parts.push(part);
}

/** @param isSuspicion a bad row may still be a record with none of the keys: count the malformed lines exactly. */
async function noteFacts(
  state: LoadState,
  files: readonly NumberedFile[],
  facts: ReadonlyMap<number, FileFacts>,
  isSuspicion: boolean,
  control: RunControl,
  maxLineBytes: number,
): Promise<void> {
  const suspects = files.filter(({ file, number }) => !file.checked && (facts.get(number)?.bad ?? 0) > 0);
  const kind = recordKinds[files[0]?.file.record ?? 'json'];
  const malformed =
    isSuspicion && suspects.length > 0
      ? await countMalformed(state.database, suspects, kind, maxLineBytes, control)
      : new Map(suspects.map(({ number }) => [number, facts.get(number)?.bad ?? 0]));
  for (const { file, number } of files) {
    const { records = 0, kept = 0, firstTime = null, lastTime = null } = facts.get(number) ?? {};
    state.counts.set(number, { records, kept, firstTime, lastTime });
    const count = malformed.get(number) ?? 0;
    if (count > 0) state.irregular.set(number, { file, reason: { kind: 'lines', count } });
  }
}

/** Reports the files whose paths the engine cannot name, and gives the others. */
export function rejectUnreadable(state: LoadState, files: readonly NumberedFile[]): readonly NumberedFile[] {
  return files.filter(({ number, file }) => {
    if (isReadablePath(resolve(file.path))) return true;
    const message = `${file.source}: ${engineErrorCatalogue.ENG4005}: its path has a backslash and one of * ? [`;
    state.failed.set(number, {
      file,
      error: new EngineError('ENG4005', message, { hint: 'rename the file' }),
    });
    return false;
  });
}
