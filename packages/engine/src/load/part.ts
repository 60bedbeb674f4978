import { joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { RecordKind } from '../record-kind.ts';
import type { NumberedFile } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import { eventOrigin } from './event-origin.ts';
import { identitySlot, keptEvents, type PartRequest, slotName } from './kept-events.ts';
import type { EventAccess, LoadShape } from './load-shape.ts';
import { keptDoubt } from './record-doubts.ts';
import type { ScanUses } from './uses.ts';

/**
 * A table of events of some files, in reading order. `t`: epoch seconds. `h`: hash of the record's identity, NULL without
 * one. `x`: bits below and, above them, the number of the file; one column, because the cost of a load is the bytes that
 * it writes for events that no scan can use. Then the marks of the scans that can use the event (`ScanUses`), if there are
 * several, and the stored fields, which are NULL for events whose scans do not read them.
 */
export interface Part {
  readonly table: Sql;
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly shape: LoadShape;
  readonly layout: ScanLayout;
  readonly maxLineBytes: number;
  readonly uses: ScanUses;
  /**
   * `columns`: every event is kept. `lists`: one list for the texts and one for the lists, which take 16 bytes each where
   * they are NULL: for one question, which most events do not meet. `struct`: for many questions, each of which reads a
   * few fields. A query reads the parts of a struct as it does columns, but under a limit of memory DuckDB writes a table of
   * many columns on one thread.
   */
  readonly storage: 'columns' | 'lists' | 'struct';
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

/** `CREATE TABLE … AS` over the raw files: the one pass of a load. */
export function createPart(
  table: Sql,
  request: PartRequest,
): { readonly statement: Sql; readonly part: Part } {
  const { kind, shape, files, uses, layout, maxLineBytes } = request;
  const kept = keptEvents(request);
  const storage = uses.areMarked ? 'struct' : kept.isFiltered ? 'lists' : 'columns';
  const part: Part = { table, files, kind, shape, layout, maxLineBytes, uses, storage };
  const facts = sql`f * ${quoteInteger(FILE_UNIT)} + keep::UINTEGER * ${quoteInteger(KEPT)} + (lacks OR t IS NULL AND ${needsTime(kind)})::UINTEGER * ${quoteInteger(BAD)}`;
  const doubt = sql`(uncertain OR CASE WHEN keep THEN ${keptDoubt(request, kept.tested, (field) => slotName(shape, field))} ELSE false END)::UINTEGER * ${quoteInteger(DOUBT)}`;
  const fields = storage === 'lists' ? payload(request) : [...identityHash(kind), ...slots(shape, storage)];
  const columns = [sql`t, h, (${facts} + ${doubt})::UINTEGER AS x`, ...uses.columns, ...fields];
  return {
    part,
    statement: sql`CREATE TABLE ${table} AS SELECT ${joinSql(columns, sql`, `)} FROM (${kept.sql})`,
  };
}

function slots(shape: LoadShape, storage: 'columns' | 'struct'): readonly Sql[] {
  const names = [...shape.texts, ...shape.lists].map((field) => slotName(shape, field));
  if (storage === 'columns' || names.length === 0) return names;
  return [
    sql`{${joinSql(
      names.map((name) => sql`${name}: ${name}`),
      sql`, `,
    )}} AS s`,
  ];
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
  if (part.storage !== 'lists') return sql`g`;
  const texts = part.shape.texts.length;
  return sql`s[${quoteInteger(texts + 1)}:${quoteInteger(texts + part.kind.identity.length)}]`;
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
    if (part.storage === 'struct') return sql`s.${slotName(part.shape, field)}`;
    const text = part.shape.texts.indexOf(field);
    return text >= 0
      ? sql`s[${quoteInteger(text + 1)}]`
      : sql`m[${quoteInteger(part.shape.lists.indexOf(field) + 1)}]`;
  };
  return {
    origin: eventOrigin({ ...request, files: part.files, kind: part.kind }, rowFacts.file, ordinal),
    record: (field) => (part.storage === 'columns' ? slotName(part.shape, field) : packed(field)),
  };
}
