import {
  type Cell,
  joinSql,
  ordinalField,
  quoteIdentifier,
  quoteInteger,
  type Sql,
  sql,
  type TablePlan,
} from '@sealbreak/spl';
import type { Database } from './database.ts';
import { EngineError, engineErrorCatalogue } from './engine-error.ts';

/** A lookup table as data; a cell that is empty or missing is NULL. */
export interface LookupTable {
  readonly name: string;
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The lookup tables of an engine: each is loaded once, when the first plan that reads it runs. */
export interface LookupTables {
  /** The tables that plans may name from now on, in place of those before. */
  use(tables: readonly LookupTable[]): void;
  load(names: readonly string[]): Promise<void>;
  /** The SELECT of a table's columns. It runs once the table is loaded. */
  select(plan: TablePlan): Sql;
}

interface Entry {
  readonly table: LookupTable;
  readonly sql: Sql;
  loading: Promise<void> | null;
}

export function createLookupTables(database: Database): LookupTables {
  let entries: ReadonlyMap<string, Entry> = new Map();
  let replaced: readonly Entry[] = [];
  let count = 0;
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw new EngineError('ENG4010', `${engineErrorCatalogue.ENG4010}: ${name}`);
    return entry;
  };
  return {
    use(tables) {
      const before = entries;
      entries = new Map(
        tables.map((table): [string, Entry] => {
          const known = before.get(table.name);
          if (known?.table === table) return [table.name, known];
          count += 1;
          return [table.name, { table, sql: sql`lookup_${quoteInteger(count)}`, loading: null }];
        }),
      );
      const gone = [...before.values()].filter((entry) => entries.get(entry.table.name) !== entry);
      replaced = [...replaced, ...gone.filter(({ loading }) => loading !== null)];
    },
    async load(names) {
      const dropped = replaced;
      replaced = [];
      for (const { sql: stored } of dropped) await database.run(sql`DROP TABLE IF EXISTS ${stored}`);
      for (const name of names) {
        const entry = entryOf(name);
        entry.loading ??= create(database, entry);
        await entry.loading;
      }
    },
    select({ name, columns }) {
      const { table, sql: stored } = entryOf(name);
      const list = columns.map(({ id, field }) => {
        const value = field === ordinalField ? sql`n` : slotOf(table, field);
        return sql`${value} AS ${quoteIdentifier(id)}`;
      });
      return sql`SELECT ${list.length === 0 ? sql`1 AS c0` : joinSql(list, sql`, `)} FROM ${stored}`;
    },
  };
}

function slotOf({ fields }: LookupTable, field: string): Sql {
  const at = fields.indexOf(field);
  return at < 0 ? sql`NULL::VARCHAR` : slot(at);
}

/** Names of our own: SQL's identifiers ignore letter case, field names do not. */
function slot(at: number): Sql {
  return sql`s${quoteInteger(at)}`;
}

async function create(database: Database, { table, sql: stored }: Entry): Promise<void> {
  const columns = [sql`n DOUBLE`, ...table.fields.map((_, at) => sql`${slot(at)} VARCHAR`)];
  await database.run(sql`CREATE TABLE ${stored} (${joinSql(columns, sql`, `)})`);
  await database.append(stored, cellsOf(table));
}

function* cellsOf({ fields, rows }: LookupTable): Generator<readonly Cell[]> {
  for (const [at, row] of rows.entries()) yield [at, ...fields.map((_, i) => row[i] || null)];
}
