import { joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { EventOrigin } from '../default-fields.ts';
import { isListField } from '../field-path.ts';
import type { RecordKind } from '../record-kind.ts';
import { fieldValue, type KeyColumn } from '../source/field-value.ts';
import { type NumberedFile, type RecordSource, recordSource } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import { absenceTests } from './absence-tests.ts';
import { eventOrigin } from './event-origin.ts';
import { keepPredicate } from './keep-predicate.ts';
import type { LoadShape } from './load-shape.ts';
import { incompleteRecord, ownFieldDoubts, testedDoubt } from './record-doubts.ts';
import type { LoadRequest } from './request.ts';
import type { ScanUses } from './uses.ts';

export interface PartRequest {
  readonly files: readonly NumberedFile[];
  readonly kind: RecordKind;
  readonly layout: ScanLayout;
  readonly shape: LoadShape;
  readonly load: LoadRequest;
  readonly uses: ScanUses;
  /** When the load began, epoch seconds. */
  readonly indexTime: number;
  readonly maxLineBytes: number;
}

export interface KeptEvents {
  /**
   * The records of the files: number of the file `f`, `keep` (BOOLEAN, never NULL), the marks of the scans, time `t`, hash
   * `h`, the texts of the identity, health, and the fields of the shape (`slotName`) of the events whose scans read them.
   */
  readonly sql: Sql;
  /** Some events may not be kept. */
  readonly isFiltered: boolean;
  /** The fields for whose lack an event may be kept. */
  readonly tested: ReadonlySet<string>;
}

export function keptEvents(request: PartRequest): KeptEvents {
  const { kind, load, shape, uses } = request;
  const source = recordSource(request.files, request.layout, request.maxLineBytes);
  const tested = absenceTests(load.scans);
  const time = kind.time(kind.timeKeys.map((_, index) => timeText(index)));
  let timeIsTested = false;
  const origin: EventOrigin = {
    ...eventOrigin(request, sql`f`, sql`0`),
    get time() {
      timeIsTested = true;
      return sql`t`;
    },
  };
  const asked = new Set<string>();
  const predicate = keepPredicate(load.scans, uses, kind, {
    origin,
    record: (field) => {
      asked.add(field);
      return slotName(shape, field);
    },
  });
  const ofRecord = (field: string): Sql => recordField(field, source, kind);
  const read = [...asked].map((field) => sql`${ofRecord(field)} AS ${slotName(shape, field)}`);
  const facts = [sql`*`, ...recordFacts(request, source, tested), ...read];
  const records = sql`SELECT ${joinSql(facts, sql`, `)} FROM (${source.sql})`;
  const shared = [sql`*`, ...(timeIsTested ? [sql`${time} AS t`] : []), ...(predicate?.shared ?? [])];
  const marks = [sql`*`, ...(predicate?.marks ?? [])];
  const judged = sql`SELECT *, ${predicate?.keep ?? sql`true`} AS keep FROM (SELECT ${joinSql(marks, sql`, `)} FROM (SELECT ${joinSql(shared, sql`, `)} FROM (${records})))`;
  const value = (field: string): Sql => {
    const name = slotName(shape, field);
    const known = asked.has(field) ? name : ofRecord(field);
    const rows = predicate === null ? null : rowsToRead(field, uses);
    return sql`${rows === null ? known : sql`CASE WHEN ${rows} THEN ${known} END`} AS ${name}`;
  };
  // Behind the judgement: what only kept events need is not computed for the others.
  const own = [
    sql`f, keep, lacks, uncertain`,
    ...uses.columns,
    ...kind.identity.map((_, index) => identitySlot(index)),
    timeIsTested ? sql`t` : sql`${time} AS t`,
    sql`${identityHashOf(kind)} AS h`,
    ...[...shape.texts, ...shape.lists].map(value),
  ];
  const rows = load.keptOnly ? sql` WHERE keep OR lacks OR uncertain` : sql``;
  return {
    sql: sql`SELECT ${joinSql(own, sql`, `)} FROM (${judged})${rows}`,
    isFiltered: predicate !== null,
    tested,
  };
}

/** The events whose field is computed. Null: all; a text is there already, and packing it asks whether the event is kept. */
function rowsToRead(field: string, uses: ScanUses): Sql | null {
  if (uses.areMarked) return uses.rowsWith(field) ?? sql`keep`;
  return isListField(field) || field === '_raw' ? sql`keep` : null;
}

/** The column of a stored field. */
export function slotName(shape: LoadShape, field: string): Sql {
  const text = shape.texts.indexOf(field);
  if (text >= 0) return { kind: 'sql', text: `s${text}` };
  const list = shape.lists.indexOf(field);
  if (list < 0) throw new Error(`the load has no field ${field}`);
  return { kind: 'sql', text: `m${list}` };
}

/** The column of a part of the identity. */
export function identitySlot(index: number): Sql {
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

/** Texts of time and identity, and health of each record. */
function recordFacts(
  { kind, layout }: PartRequest,
  source: RecordSource,
  tested: ReadonlySet<string>,
): readonly Sql[] {
  const text = (key: string): Sql => keyText(source.column(key));
  return [
    ...kind.timeKeys.map((key, index) => sql`${text(key)} AS ${timeText(index)}`),
    ...kind.identity.map((key, index) => sql`${text(key)} AS ${identitySlot(index)}`),
    sql`${incompleteRecord(kind, layout, source)} AS lacks`,
    sql`(${joinSql([testedDoubt(layout, source, tested), ...ownFieldDoubts(layout, source)], sql` OR `)}) AS uncertain`,
  ];
}
