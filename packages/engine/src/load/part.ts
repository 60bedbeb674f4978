import { joinSql, quoteInteger, quoteText, type Sql, sql } from '@sealbreak/spl';
import type { EventOrigin } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import { fieldValue, type KeyColumn } from '../source/field-value.ts';
import { type NumberedFile, type RecordSource, recordSource } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import { absenceTests } from './absence-tests.ts';
import { keepPredicate } from './keep-predicate.ts';
import type { EventAccess, LoadShape } from './load-shape.ts';
import { incompleteRecord, keptDoubt, ownFieldDoubts, testedDoubt } from './record-doubts.ts';
import type { LoadRequest } from './request.ts';

/**
 * A table of events of some files, in reading order. `t`: epoch seconds. `h`: hash of the record's identity, NULL without
 * one. `x`: bits below and, above them, the number of the file; one column, because the cost of a load is the bytes that
 * it writes for events that no scan can use. Then the stored fields, which are NULL for those.
 */
export interface Part {
  readonly table: Sql;
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly shape: LoadShape;
  /** `lists`: one list for the texts and one for the lists, which take 16 bytes each where they are NULL. */
  readonly storage: 'columns' | 'lists';
}

/** Bits of `x`. */
const KEPT = 1;
const REPEAT = 2;
const BAD = 4;
const DOUBT = 8;
const FILE_UNIT = 16;

/** What `x` says, as SQL on a row of a part. */
export const rowFacts = {
  file: sql`(x // ${quoteInteger(FILE_UNIT)})`,
  /** A scan can use the event. */
  isKept: sql`(x & ${quoteInteger(KEPT)}) > 0`,
  /** Kept, and not marked as the repeat of a kept one. */
  isSeen: sql`(x & ${quoteInteger(KEPT + REPEAT)}) = ${quoteInteger(KEPT)}`,
  isBad: sql`(x & ${quoteInteger(BAD)}) > 0`,
  isDoubtful: sql`(x & ${quoteInteger(DOUBT)}) > 0`,
  withRepeat: sql`x | ${quoteInteger(REPEAT)}`,
} as const;

/** Reading order over all files; a DOUBLE holds it exactly up to two million files. */
export const ordinal: Sql = sql`(${rowFacts.file}::UBIGINT * 4294967296 + rowid)`;

export interface PartRequest {
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly layout: ScanLayout;
  readonly shape: LoadShape;
  readonly load: LoadRequest;
  /** When the load began, epoch seconds. */
  readonly indexTime: number;
  readonly maxLineBytes: number;
}

/** `CREATE TABLE … AS` over the raw files: the one pass of a load. */
export function createPart(
  table: Sql,
  request: PartRequest,
): { readonly statement: Sql; readonly part: Part } {
  const { kind, shape, files } = request;
  const kept = keptEvents(request);
  const storage = kept.predicate === null ? 'columns' : 'lists';
  const part: Part = { table, files, kind, shape, storage };
  const facts = sql`f * ${quoteInteger(FILE_UNIT)} + keep::UINTEGER * ${quoteInteger(KEPT)} + (lacks OR t IS NULL AND ${needsTime(kind)})::UINTEGER * ${quoteInteger(BAD)}`;
  const doubt = sql`(uncertain OR CASE WHEN keep THEN ${keptDoubt(request, kept.tested, (field) => slotName(shape, field))} ELSE false END)::UINTEGER * ${quoteInteger(DOUBT)}`;
  const fields = storage === 'columns' ? [...identityHash(kind), ...kept.values] : payload(request);
  const columns = [sql`t, h, (${facts} + ${doubt})::UINTEGER AS x`, ...fields];
  return {
    part,
    statement: sql`CREATE TABLE ${table} AS SELECT ${joinSql(columns, sql`, `)} FROM (${kept.sql})`,
  };
}

/** Records of a kind that must be complete need a time too. */
function needsTime(kind: RecordKind): Sql {
  return kind.required.length > 0 ? sql`true` : sql`false`;
}

/** Besides `h`, over other bytes: two kept records are the same when both agree. */
function identityHash(kind: RecordKind): readonly Sql[] {
  const reversed = kind.identity.map((_, index) => sql`reverse(${identitySlot(index)})`);
  return reversed.length === 0 ? [] : [sql`hash(${joinSql(reversed, sql`, `)}) AS g`];
}

/** What, with `h`, tells whether two kept events of parts of one load are the same record. */
export function identityOf(part: Part): Sql {
  if (part.storage === 'columns') return sql`g`;
  const texts = part.shape.texts.length;
  return sql`s[${quoteInteger(texts + 1)}:${quoteInteger(texts + part.kind.identity.length)}]`;
}

/** The records of files with `keep` (BOOLEAN, never NULL), time `t`, hash `h` and the values of the shape's fields. */
export function keptEvents(request: PartRequest): {
  readonly sql: Sql;
  readonly predicate: Sql | null;
  readonly values: readonly Sql[];
  /** The fields for whose lack an event may be kept. */
  readonly tested: ReadonlySet<string>;
} {
  const source = recordSource(request.files, request.layout, request.maxLineBytes);
  const tested = absenceTests(request.load.scans);
  const { kind, load } = request;
  const time = kind.time(kind.timeKeys.map((_, index) => timeText(index)));
  let timeIsTested = false;
  const origin: EventOrigin = {
    ...eventOrigin(request, sql`f`, sql`0`),
    get time() {
      timeIsTested = true;
      return sql`t`;
    },
  };
  const predicate = keepPredicate(load.scans, kind, {
    origin,
    record: (field) => slotName(request.shape, field),
  });
  const { texts, lists } = request.shape;
  const values = [...texts, ...lists].map((field) => slotName(request.shape, field));
  const assigned = [...texts, ...lists].map(
    (field) => sql`${recordField(field, source, kind)} AS ${slotName(request.shape, field)}`,
  );
  const facts = [...recordFacts(request, source, tested), ...assigned];
  const records = sql`SELECT ${joinSql(facts, sql`, `)} FROM (${source.sql})`;
  const shared = joinSql(
    [sql`*`, ...(timeIsTested ? [sql`${time} AS t`] : []), ...(predicate?.shared ?? [])],
    sql`, `,
  );
  const judged = sql`SELECT *, ${predicate?.keep ?? sql`true`} AS keep FROM (SELECT ${shared} FROM (${records}))`;
  // Behind the judgement: where only kept records count, time and identity of the others are never computed.
  const own = [sql`*`, ...(timeIsTested ? [] : [sql`${time} AS t`]), sql`${identityHashOf(kind)} AS h`];
  const rows = load.keptOnly ? sql` WHERE keep OR lacks OR uncertain` : sql``;
  return {
    sql: sql`SELECT ${joinSql(own, sql`, `)} FROM (${judged})${rows}`,
    predicate: predicate?.keep ?? null,
    values,
    tested,
  };
}

function slotName(shape: LoadShape, field: string): Sql {
  const text = shape.texts.indexOf(field);
  if (text >= 0) return { kind: 'sql', text: `s${text}` };
  const list = shape.lists.indexOf(field);
  if (list < 0) throw new Error(`the load has no field ${field}`);
  return { kind: 'sql', text: `m${list}` };
}

function identitySlot(index: number): Sql {
  return sql`i${quoteInteger(index)}`;
}

function timeText(index: number): Sql {
  return sql`w${quoteInteger(index)}`;
}

function recordField(field: string, source: RecordSource, kind: RecordKind): Sql {
  if (field !== '_raw') return fieldValue(field, source.column);
  // A parse of its own only where the name occurs.
  return kind.hasOwnRaw
    ? sql`CASE WHEN contains(${source.raw}, '"_raw"') THEN coalesce(${source.raw}::JSON->>'$._raw', ${source.raw}) ELSE ${source.raw} END`
    : source.raw;
}

function keyText(column: KeyColumn): Sql {
  if (column.type === 'text') return column.sql;
  return sql`CASE WHEN json_type(${column.sql}) NOT IN ('OBJECT', 'ARRAY') THEN ${column.sql}->>'$' END`;
}

/** The hash of a record's identity, NULL without one. */
function identityHashOf(kind: RecordKind): Sql {
  const slots = kind.identity.map((_, index) => identitySlot(index));
  const last = slots.at(-1);
  if (last === undefined) return sql`NULL::UBIGINT`;
  return sql`CASE WHEN ${last} IS NOT NULL THEN hash(${joinSql(slots, sql`, `)}) END`;
}

/** Number, texts of time and identity, and health of each record. */
function recordFacts(
  { kind, layout }: PartRequest,
  source: RecordSource,
  tested: ReadonlySet<string>,
): readonly Sql[] {
  const text = (key: string): Sql => keyText(source.column(key));
  return [
    sql`f`,
    ...kind.timeKeys.map((key, index) => sql`${text(key)} AS ${timeText(index)}`),
    ...kind.identity.map((key, index) => sql`${text(key)} AS ${identitySlot(index)}`),
    sql`${incompleteRecord(kind, layout, source)} AS lacks`,
    sql`(${joinSql([testedDoubt(layout, source, tested), ...ownFieldDoubts(layout, source)], sql` OR `)}) AS uncertain`,
  ];
}

/** Stored fields of kept rows only, packed; behind the texts the parts of the identity. */
function payload({ kind, shape }: PartRequest): readonly Sql[] {
  const texts = [
    ...shape.texts.map((field) => slotName(shape, field)),
    ...kind.identity.map((_, index) => identitySlot(index)),
  ];
  const lists = shape.lists.map((field) => slotName(shape, field));
  const pack = (values: readonly Sql[], name: Sql): readonly Sql[] =>
    values.length === 0 ? [] : [sql`CASE WHEN keep THEN [${joinSql(values, sql`, `)}] END AS ${name}`];
  return [...pack(texts, sql`s`), ...pack(lists, sql`m`)];
}

/** How the stored fields of a part are reached in a SELECT from its table. */
export function partAccess(part: Part, request: Pick<PartRequest, 'load' | 'indexTime'>): EventAccess {
  const packed = (field: string): Sql => {
    const text = part.shape.texts.indexOf(field);
    return text >= 0
      ? sql`s[${quoteInteger(text + 1)}]`
      : sql`m[${quoteInteger(part.shape.lists.indexOf(field) + 1)}]`;
  };
  return {
    origin: eventOrigin({ ...request, files: part.files, kind: part.kind }, rowFacts.file, ordinal),
    record: (field) => (part.storage === 'lists' ? packed(field) : slotName(part.shape, field)),
  };
}

function eventOrigin(
  { files, kind, load, indexTime }: Pick<PartRequest, 'files' | 'kind' | 'load' | 'indexTime'>,
  file: Sql,
  order: Sql,
): EventOrigin {
  return {
    ordinal: sql`(${order})::DOUBLE`,
    time: sql`t`,
    indexTime: sql`${quoteInteger(indexTime)}::DOUBLE`,
    index: quoteText(load.index ?? kind.index),
    sourcetype: quoteText(kind.sourcetype),
    source: sourceOf(files, file),
    host: quoteText(load.host ?? 'sealbreak'),
  };
}

function sourceOf(files: readonly NumberedFile[], number: Sql): Sql {
  const [first] = files;
  if (first !== undefined && files.length === 1) return quoteText(first.file.source);
  const sources = joinSql(
    files.map(({ file }) => quoteText(file.source)),
    sql`, `,
  );
  const numbers = joinSql(
    files.map(({ number }) => quoteInteger(number)),
    sql`, `,
  );
  const isRun = files.every(({ number }, index) => number === (first?.number ?? 0) + index);
  if (isRun) return sql`([${sources}])[${number}::BIGINT - ${quoteInteger(first?.number ?? 0)} + 1]`;
  return sql`([${sources}])[list_position([${numbers}], ${number}::BIGINT)]`;
}
