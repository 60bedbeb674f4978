import { joinSql, type PlanExpr, quoteInteger, quoteText, renderExpr, type Sql, sql } from '@sealbreak/spl';
import type { EventOrigin } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import { fieldValue, type KeyColumn } from '../source/field-value.ts';
import { type NumberedFile, type RecordSource, recordSource } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import { columnValue, type EventAccess, type LoadShape } from './load-shape.ts';
import type { LoadRequest } from './request.ts';

/**
 * A table of events of some files. Its rows, in reading order: file number `f`, epoch seconds `t`, identity hashes `h`
 * and `g` (`g` of kept rows only), `bad`, `doubt`, `keep` (0: no scan can use the event, 1: kept, 2: kept but a repeat),
 * and the stored fields, which are NULL where `keep` is 0.
 */
export interface Part {
  readonly table: Sql;
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly shape: LoadShape;
  /** `lists`: one list for the texts and one for the lists: 32 bytes for an event that is not kept. */
  readonly storage: 'columns' | 'lists';
}

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
  const fields = storage === 'columns' ? kept.values : payload(kept.values.length, shape);
  // A second hash, over other bytes: two kept records are the same when both agree.
  const reversed = kind.identity.map((_, index) => sql`reverse(${identitySlot(index)})`);
  const g = reversed.length === 0 ? sql`NULL::UBIGINT` : sql`CASE WHEN keep THEN hash(${joinSql(reversed, sql`, `)}) END`;
  const columns = [
    sql`f, t, h, ${g} AS g, bad`,
    sql`(container OR CASE WHEN keep THEN ${numberDoubt(request)} ELSE false END) AS doubt`,
    sql`keep::UTINYINT AS keep`,
    ...fields,
  ];
  return {
    part,
    statement: sql`CREATE TABLE ${table} AS SELECT ${joinSql(columns, sql`, `)} FROM (${kept.sql})`,
  };
}

/** The records of files with `keep` (BOOLEAN, never NULL) and the values of the shape's fields. */
export function keptEvents(request: PartRequest): {
  readonly sql: Sql;
  readonly predicate: Sql | null;
  readonly values: readonly Sql[];
} {
  const source = recordSource(request.files, request.layout, request.maxLineBytes);
  const predicate = keepPredicate(request);
  const { texts, lists } = request.shape;
  const values = [...texts, ...lists].map((field) => slotName(request.shape, field));
  const assigned = [...texts, ...lists].map(
    (field) => sql`${recordField(field, source)} AS ${slotName(request.shape, field)}`,
  );
  const facts = [...recordFacts(request, source), ...assigned];
  const keep = predicate === null ? sql`true` : sql`coalesce(${predicate}, false)`;
  return {
    sql: sql`SELECT *, ${keep} AS keep FROM (SELECT ${joinSql(facts, sql`, `)} FROM (${source.sql}))`,
    predicate,
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
    sql`${badRecord(kind, layout, source, time)} AS bad`,
    sql`${containerDoubt(layout, source)} AS container`,
  ];
}

/** A malformed line is a row of NULLs. Without required keys that is only a suspicion: see health.ts. */
function badRecord(kind: RecordKind, layout: ScanLayout, source: RecordSource, time: Sql): Sql {
  const missing = kind.required.map((key) => sql`${source.column(key).sql} IS NULL`);
  if (kind.required.length > 0) return sql`(${joinSql([...missing, sql`${time} IS NULL`], sql` OR `)})`;
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
  // Comparing with a short text is the cheapest test of the first character; it runs on every value of the files.
  const gates = texts.map((text) => sql`(${text} >= '[' AND ${text} < '\\') OR (${text} >= '{' AND ${text} < '|')`);
  const checks = texts.map(
    (text) => sql`CASE WHEN starts_with(${text}, '{') OR starts_with(${text}, '[') THEN json_valid(${text}) ELSE false END`,
  );
  return sql`CASE WHEN ${joinSql(gates, sql` OR `)} THEN ${joinSql(checks, sql` OR `)} ELSE false END`;
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

function keepPredicate(request: PartRequest): Sql | null {
  const access: EventAccess = {
    origin: eventOrigin(request, sql`t`, sql`0`),
    record: (field) => slotName(request.shape, field),
  };
  const predicates: Sql[] = [];
  for (const { columns, predicate } of request.load.scans) {
    if (predicate === null) return null;
    const byId = new Map(columns.map((column) => [column.id, column]));
    predicates.push(
      renderPredicate(predicate, (id) => {
        const column = byId.get(id);
        if (column === undefined) throw new Error(`the predicate of a scan names the unknown column ${id}`);
        return sql`(${columnValue(column, request.kind, access)})`;
      }),
    );
  }
  return predicates.length === 0 ? null : sql`(${joinSql(predicates, sql`) OR (`)})`;
}

function renderPredicate(predicate: PlanExpr, column: (id: string) => Sql): Sql {
  return sql`(${renderExpr(predicate, column)})`;
}

/** Stored fields of kept rows only, packed. Both lists are there even when empty, to keep the tables alike. */
function payload(count: number, shape: LoadShape): readonly Sql[] {
  if (count === 0) return [];
  const pack = (fields: readonly string[], name: Sql): readonly Sql[] =>
    fields.length === 0
      ? []
      : [
          sql`CASE WHEN keep THEN [${joinSql(
            fields.map((field) => slotName(shape, field)),
            sql`, `,
          )}] END AS ${name}`,
        ];
  return [...pack(shape.texts, sql`s`), ...pack(shape.lists, sql`m`)];
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
    origin: eventOrigin({ ...request, files: part.files, kind: part.kind }, sql`t`, ordinal),
    record: (field) => (part.storage === 'lists' ? packed(field) : slotName(part.shape, field)),
  };
}

/** Reading order over all files; a DOUBLE holds it exactly up to two million files. */
export const ordinal: Sql = sql`(f::UBIGINT * 4294967296 + rowid)`;

function eventOrigin(
  { files, kind, load, indexTime }: Pick<PartRequest, 'files' | 'kind' | 'load' | 'indexTime'>,
  time: Sql,
  order: Sql,
): EventOrigin {
  return {
    ordinal: sql`(${order})::DOUBLE`,
    time,
    indexTime: sql`${quoteInteger(indexTime)}::DOUBLE`,
    index: quoteText(load.index ?? kind.index),
    sourcetype: quoteText(kind.sourcetype),
    source: sourceOf(files),
    host: quoteText(load.host ?? 'sealbreak'),
  };
}

function sourceOf(files: readonly NumberedFile[]): Sql {
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
  if (isRun) return sql`([${sources}])[f - ${quoteInteger(first?.number ?? 0)} + 1]`;
  return sql`([${sources}])[list_position([${numbers}], f)]`;
}
