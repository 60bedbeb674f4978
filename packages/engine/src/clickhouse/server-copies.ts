import {
  clickhouse,
  joinSql,
  quoteIdentifier,
  quoteInteger,
  type ScanColumn,
  type Sql,
  sql,
  type TablePlan,
} from '@sealbreak/spl';
import type { Database } from '../database.ts';
import type { ScanNeed } from '../load/request.ts';
import { needKey } from '../load/uses.ts';
import type { LoadedEvents } from '../loaded-events.ts';
import type { LookupTables } from '../lookup-tables.ts';
import { createTable, type Server } from './server.ts';

/**
 * Copies of loaded events and lookup tables on the server, one for each set of columns that a search scans. The embedded
 * engine has read them; what it kept is streamed into a table in the server's memory before a search runs.
 */
export interface ServerCopies {
  /** A SELECT of the columns from the copy, which `copy` must have made before it runs. */
  scanSql(events: LoadedEvents | null, columns: readonly ScanColumn[], need?: ScanNeed): Sql;
  tableSql(table: TablePlan): Sql;
  /** Makes the copies that were asked for since, and drops those that are no longer wanted. */
  copy(): Promise<void>;
  /** The copies of these events, or of all lookup tables, are not wanted any more. */
  forget(what: LoadedEvents | 'tables'): void;
  /** Drops every copy. */
  drop(): Promise<void>;
}

interface Copy {
  readonly table: Sql;
  /** Whose copy it is. */
  readonly of: LoadedEvents | 'tables' | null;
  readonly columns: readonly ScanColumn[];
  /** What the embedded engine gives for it; null: nothing. */
  readonly source: () => Promise<Sql | null>;
  isMade: boolean;
}

/** @param run the beginning of the names of the tables: those of other runs on the same server must not be met. */
export function serverCopies(
  server: Server,
  run: Sql,
  reader: Database,
  lookups: LookupTables,
): ServerCopies {
  const copies = new Map<string, Copy>();
  const numbers = new WeakMap<LoadedEvents, number>();
  let loads = 0;
  let gone: readonly Copy[] = [];
  let tables = 0;

  const copyOf = (
    name: string,
    of: Copy['of'],
    columns: readonly ScanColumn[],
    source: Copy['source'],
  ): Sql => {
    const key = JSON.stringify([name, columns.map(({ field, type }) => [field, type])]);
    let found = copies.get(key);
    if (!found) {
      tables += 1;
      found = { table: sql`${run}_${quoteInteger(tables)}`, of, columns, source, isMade: false };
      copies.set(key, found);
    }
    const list = columns.map(({ id }, index) => sql`${slot(index)} AS ${clickhouse.quoteIdentifier(id)}`);
    return sql`SELECT ${list.length === 0 ? sql`1 AS c0` : joinSql(list, sql`, `)} FROM ${found.table}`;
  };

  const dropGone = async (): Promise<void> => {
    const dropped = gone;
    gone = [];
    for (const { table, isMade } of dropped) {
      if (isMade) await server.run(sql`DROP TABLE IF EXISTS ${table}`);
    }
  };

  return {
    scanSql(events, columns, need) {
      if (events && !numbers.has(events)) {
        loads += 1;
        numbers.set(events, loads);
      }
      const name = events ? `events ${numbers.get(events)}` : 'no events';
      // Of two scans that ask for the same columns, each has its own events.
      const asked = need?.predicate ? ` where ${needKey(need)}` : '';
      return copyOf(name + asked, events, columns, async () => events?.scanSql(columns, need) ?? null);
    },
    tableSql: (plan) =>
      copyOf(`table ${plan.name}`, 'tables', plan.columns, async () => {
        await lookups.load([plan.name]);
        return lookups.select(plan);
      }),
    async copy() {
      await dropGone();
      for (const each of copies.values()) if (!each.isMade) await make(each, server, reader);
    },
    forget(what) {
      for (const [key, each] of copies) {
        if (each.of !== what) continue;
        copies.delete(key);
        gone = [...gone, each];
      }
    },
    drop() {
      gone = [...gone, ...copies.values()];
      copies.clear();
      return dropGone();
    },
  };
}

/** Not a name that a plan uses: ClickHouse lets an alias hide the column of the same name. */
function slot(index: number): Sql {
  return sql`slot_${quoteInteger(index)}`;
}

async function make(copy: Copy, server: Server, reader: Database): Promise<void> {
  const { table, columns } = copy;
  const source = await copy.source();
  const types = columns.map(({ type }, index) => sql`${slot(index)} ${clickhouse.typeOf(type)}`);
  await server.run(createTable(table, types));
  copy.isMade = true;
  if (source) await server.insert(table, rowsOf(source, columns, reader));
}

/** The reader's rows, with a list where the column holds lists: a cell with one value is written as that value. */
async function* rowsOf(
  source: Sql,
  columns: readonly ScanColumn[],
  reader: Database,
): AsyncGenerator<readonly unknown[], void, void> {
  const isList = columns.map(({ type }) => type === 'multivalue');
  const names = columns.map(({ id }) => quoteIdentifier(id));
  const list = names.length === 0 ? sql`0` : joinSql(names, sql`, `);
  for await (const { rows } of reader.stream(sql`SELECT ${list} FROM (${source})`)) {
    for (const row of rows) {
      yield row.map((cell, index) => {
        if (isList[index] !== true) return cell;
        return cell === null ? [] : Array.isArray(cell) ? cell : [String(cell)];
      });
    }
  }
}
