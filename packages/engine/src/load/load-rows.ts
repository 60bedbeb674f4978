import { type Cell, joinSql, quoteInteger, type Sql, sql } from '@sealbreak/spl';
import type { Database } from '../database.ts';
import type { EventOrigin } from '../default-fields.ts';
import {
  type EventField,
  type EventTable,
  type LoadedEvents,
  scanTables,
  timelineOf,
} from '../loaded-events.ts';
import { literalValue } from './load-shape.ts';

/** An event as plain data: absent and null are NULL, an array is a multivalue, names are meant literally. */
export type EventRow = Readonly<Record<string, unknown>>;

/**
 * The fields of rows: multivalue where any row has an array, `_time` is a number, all others are texts that may look like
 * numbers. In the order in which they are met; `index` and `_time` are always there.
 */
export function rowFields(rows: readonly EventRow[]): readonly EventField[] {
  const types = new Map<string, EventField['type']>([
    ['_time', 'number'],
    ['index', 'dynamic'],
  ]);
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (name === '_time') continue;
      if (Array.isArray(value)) types.set(name, 'multivalue');
      else if (!types.has(name)) types.set(name, 'dynamic');
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

/** See `Engine.loadRows`. */
export async function loadRows(
  database: Database,
  table: Sql,
  rows: readonly EventRow[],
  fields: readonly EventField[],
): Promise<LoadedEvents> {
  const stored = fields.filter(({ name }) => name !== '_time');
  const types = stored.map(
    ({ type }, index) => sql`${slot(index)} ${type === 'multivalue' ? sql`VARCHAR[]` : sql`VARCHAR`}`,
  );
  await database.run(sql`CREATE TABLE ${table} (${joinSql([sql`t DOUBLE`, ...types], sql`, `)})`);
  await database.append(table, cellsOf(rows, stored));
  const events: EventTable = {
    table,
    visible: sql`true`,
    column: ({ field, type }) => {
      const index = stored.findIndex(({ name }) => name === field);
      const known = stored[index];
      const value =
        known === undefined ? undefined : { sql: slot(index), isList: known.type === 'multivalue' };
      return literalValue(field, type, value, originOfRows(stored));
    },
  };
  const times = rows.flatMap((row) => timeOf(row) ?? []);
  return {
    files: [],
    totals: {
      records: rows.length,
      firstTime: times.length === 0 ? null : times.reduce((least, time) => Math.min(least, time)),
      lastTime: times.length === 0 ? null : times.reduce((most, time) => Math.max(most, time)),
    },
    duplicates: async () => new Map(),
    irregular: [],
    failed: [],
    fields,
    scanSql: (columns) => scanTables([events], columns),
    rawTexts: async (ordinals) => textsOf(rows, ordinals),
    timeline: (widthSeconds) => timelineOf(database, [events], widthSeconds),
    close: () => database.run(sql`DROP TABLE ${table}`),
  };
}

/** The place of a row is its `#ordinal`. */
function textsOf(rows: readonly EventRow[], ordinals: readonly number[]): ReadonlyMap<number, string> {
  return new Map(
    ordinals.flatMap((place) => {
      const text = cellOf(rows[place]?.['_raw'], 'dynamic');
      return typeof text === 'string' ? [[place, text]] : [];
    }),
  );
}

function slot(index: number): Sql {
  return sql`s${quoteInteger(index)}`;
}

/** Only what is given exists, save for the index, the time and what follows from the time. */
function originOfRows(stored: readonly EventField[]): EventOrigin {
  const none = sql`NULL::VARCHAR`;
  const hasIndex = stored.findIndex(({ name }) => name === 'index');
  return {
    ordinal: sql`rowid::DOUBLE`,
    time: sql`t`,
    indexTime: sql`t`,
    index: hasIndex < 0 ? sql`'main'` : sql`coalesce(${slot(hasIndex)}, 'main')`,
    sourcetype: none,
    source: none,
    host: none,
  };
}

function* cellsOf(rows: readonly EventRow[], stored: readonly EventField[]): Generator<readonly Cell[]> {
  for (const row of rows) {
    yield [
      timeOf(row),
      ...stored.map(({ name, type }) => cellOf(Object.hasOwn(row, name) ? row[name] : null, type)),
    ];
  }
}

function timeOf(row: EventRow): number | null {
  const time = row['_time'];
  const seconds = typeof time === 'string' && time.trim() !== '' ? Number(time) : time;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : null;
}

function cellOf(value: unknown, type: EventField['type']): Cell {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return type === 'multivalue' ? [textOf(value)] : textOf(value);
  const texts = value.filter((item) => item !== null && item !== undefined).map(textOf);
  return texts.length === 0 ? null : texts;
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
