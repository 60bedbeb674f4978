import { joinSql, quoteInteger, quoteText, type Sql, sql } from '@sealbreak/spl';
import type { EventOrigin } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import { fieldValue, type KeyColumn } from '../source/field-value.ts';
import { type NumberedFile, type RecordSource, recordSource } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import { keepPredicate } from './keep-predicate.ts';
import type { EventAccess, LoadShape } from './load-shape.ts';
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
  withoutRepeat: sql`x & ~${quoteInteger(REPEAT)}`,
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
  const doubt = sql`(uncertain OR CASE WHEN keep THEN ${numberDoubt(request)} ELSE false END)::UINTEGER * ${quoteInteger(DOUBT)}`;
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

/** The records of files with `keep` (BOOLEAN, never NULL) and the values of the shape's fields. */
export function keptEvents(request: PartRequest): {
  readonly sql: Sql;
  readonly predicate: Sql | null;
  readonly values: readonly Sql[];
} {
  const source = recordSource(request.files, request.layout, request.maxLineBytes);
  const predicate = keepPredicate(request.load.scans, request.kind, {
    origin: eventOrigin(request, sql`f`, sql`0`),
    record: (field) => slotName(request.shape, field),
  });
  const { texts, lists } = request.shape;
  const values = [...texts, ...lists].map((field) => slotName(request.shape, field));
  const assigned = [...texts, ...lists].map(
    (field) => sql`${recordField(field, source)} AS ${slotName(request.shape, field)}`,
  );
  const facts = [...recordFacts(request, source), ...assigned];
  const records = sql`SELECT ${joinSql(facts, sql`, `)} FROM (${source.sql})`;
  const shared = joinSql([sql`*`, ...(predicate?.shared ?? [])], sql`, `);
  return {
    sql: sql`SELECT *, ${predicate?.keep ?? sql`true`} AS keep FROM (SELECT ${shared} FROM (${records}))`,
    predicate: predicate?.keep ?? null,
    values,
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

function recordField(field: string, source: RecordSource): Sql {
  return field === '_raw' ? source.raw : fieldValue(field, source.column);
}

function keyText(column: KeyColumn): Sql {
  if (column.type === 'text') return column.sql;
  return sql`CASE WHEN json_type(${column.sql}) NOT IN ('OBJECT', 'ARRAY') THEN ${column.sql}->>'$' END`;
}

/** Number, time, identity and health of each record. */
function recordFacts({ kind, layout }: PartRequest, source: RecordSource): readonly Sql[] {
  const text = (key: string): Sql => keyText(source.column(key));
  const identity = kind.identity.map(text);
  const last = identity.at(-1);
  const hash =
    last === undefined
      ? sql`NULL::UBIGINT`
      : sql`CASE WHEN ${last} IS NOT NULL THEN hash(${joinSql(identity, sql`, `)}) END`;
  const time = kind.time(kind.timeKeys.map(text));
  return [
    sql`f, ${time} AS t, ${hash} AS h`,
    ...identity.map((value, index) => sql`${value} AS ${identitySlot(index)}`),
    sql`${incompleteRecord(kind, layout, source)} AS lacks`,
    sql`(${joinSql([containerDoubt(layout, source), ...ownFieldDoubts(layout, source)], sql` OR `)}) AS uncertain`,
  ];
}

/** A malformed line is a row of NULLs. Without required keys that is only a suspicion: see health.ts. */
function incompleteRecord(kind: RecordKind, layout: ScanLayout, source: RecordSource): Sql {
  const missing = kind.required.map((key) => sql`${source.column(key).sql} IS NULL`);
  if (missing.length > 0) return sql`(${joinSql(missing, sql` OR `)})`;
  if (layout.mode === 'objects') return sql`NOT ${source.isObject}`;
  const empty = [...layout.keys.keys()].map((key) => sql`${source.column(key).sql} IS NULL`);
  return sql`(${joinSql(empty, sql` AND `)})`;
}

/** A text that reads as an array or object may be one: then the field has no value. */
function containerDoubt(layout: ScanLayout, source: RecordSource): Sql {
  if (layout.mode === 'objects') return sql`false`;
  const texts = [...layout.wanted]
    .filter((key) => layout.keys.get(key) === 'text')
    .map((key) => source.column(key).sql);
  if (texts.length === 0) return sql`false`;
  // The cheapest test of a first character is to compare the text; this runs on every value of the files.
  const gates = texts.map((text) => sql`(${text} >= '[' AND ${text} < '\\') OR ${text} >= '{'`);
  const checks = texts.map(
    (text) =>
      sql`CASE WHEN starts_with(${text}, '{') OR starts_with(${text}, '[') THEN json_valid(${text}) ELSE false END`,
  );
  return sql`CASE WHEN ${joinSql(gates, sql` OR `)} THEN ${joinSql(checks, sql` OR `)} ELSE false END`;
}

/** A record that has, say, its own index: the load was made as if none had. */
function ownFieldDoubts(layout: ScanLayout, source: RecordSource): readonly Sql[] {
  return layout.watched.map((key) => sql`${source.column(key).sql} IS NOT NULL`);
}

/** How DuckDB writes a number that is no integer. */
const FRACTION = '-?[0-9]+(\\.[0-9]+|(\\.[0-9]+)?e[+-]?[0-9]+)';

/** A text that is a number with a fraction may have been written otherwise in the record: `1.50`, `1e5`. */
function numberDoubt({ layout, shape }: PartRequest): Sql {
  if (layout.keepsNumberText) return sql`false`;
  const isFraction = (text: Sql): Sql =>
    sql`coalesce(regexp_full_match(${text}, ${quoteText(FRACTION)}), false)`;
  const doubts = [
    ...shape.texts.filter((field) => field !== '_raw').map((field) => isFraction(slotName(shape, field))),
    ...shape.lists.map(
      (field) =>
        sql`coalesce(len(list_filter(${slotName(shape, field)}, lambda item: ${isFraction(sql`item`)})) > 0, false)`,
    ),
  ];
  return doubts.length === 0 ? sql`false` : sql`(${joinSql(doubts, sql` OR `)})`;
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
