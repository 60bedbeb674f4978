import {
  type Cell,
  type QueryPlan,
  quoteInteger,
  renderQuery,
  type Sql,
  sql,
  tableNames,
} from '@sealbreak/spl';
import type { ServerOptions } from './clickhouse/server.ts';
import { type Database, type DatabaseOptions, openDatabase, type ResultBatch } from './database.ts';
import { type DiscoveredFields, discoverFields } from './discover-fields.ts';
import { loadFiles } from './load/load-files.ts';
import { type EventRow, loadRows, rowFields } from './load/load-rows.ts';
import type { LoadControl, LoadRequest } from './load/request.ts';
import { scanNeeds } from './load/scan-needs.ts';
import { type EventField, type LoadedEvents, scanTables } from './loaded-events.ts';
import { createLookupTables, type LookupTables } from './lookup-tables.ts';
import type { ScanFile } from './scan-file.ts';

export type EngineOptions =
  | (DatabaseOptions & { readonly kind?: 'duckdb' })
  | (DatabaseOptions & Partial<ServerOptions> & ClickhouseChoice);

/** Searches run on a ClickHouse server; the options of the embedded engine are those of the one that reads the files. */
export interface ClickhouseChoice {
  readonly kind: 'clickhouse';
}

export interface QueryControl {
  readonly signal?: AbortSignal;
}

/** A batch of results; cells in the order of the plan's output, then its lineage keys. */
export interface PlanBatch {
  readonly rows: readonly (readonly Cell[])[];
  readonly keys: readonly (readonly Cell[])[];
}

/** Runs plans on events. All failures are `EngineError`s. */
export interface Engine {
  /**
   * Reads the files once, in parallel, and keeps what the request can use. A file that cannot be read is reported and
   * does not stop the others.
   */
  loadFiles(files: readonly ScanFile[], request: LoadRequest, control?: LoadControl): Promise<LoadedEvents>;
  /** Events given as data. `fields`, by default those of the rows, lists what searches may ask for. */
  loadRows(rows: readonly EventRow[], fields?: readonly EventField[]): Promise<LoadedEvents>;
  /** The field names of the events that the request can use; see `DiscoveredFields`. */
  discoverFields(
    files: readonly ScanFile[],
    request: LoadRequest,
    control?: QueryControl,
  ): Promise<DiscoveredFields>;
  /** The tables that plans with lookups read. */
  readonly lookups: LookupTables;
  /** Runs a plan on loaded events. Leaving the loop early ends the query. */
  run(
    query: QueryPlan,
    events: LoadedEvents | null,
    control?: QueryControl,
  ): AsyncGenerator<PlanBatch, void, void>;
  /** The SQL that `run` runs, to be shown. */
  sqlOf(query: QueryPlan, events: LoadedEvents | null): Sql;
  query(statement: Sql, control?: QueryControl): AsyncGenerator<ResultBatch, void, void>;
  /** Frees memory and removes what was spilled to disk or copied to a server. Twice does no harm. */
  close(): void | Promise<void>;
}

/**
 * Opens an empty engine: embedded, or on a ClickHouse server. Without a `url` that is chdb, the ClickHouse engine in this
 * process, for tests. DuckDB or the client is loaded here, not with the module.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const database = await openDatabase(options);
  if (options.kind !== 'clickhouse') return duckdbEngine(database);
  try {
    const { openClickhouse } = await import('./clickhouse/open-clickhouse.ts');
    return await openClickhouse(options, duckdbEngine(database), database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function duckdbEngine(database: Database): Engine {
  let tables = 0;
  const newTable = (): Sql => {
    tables += 1;
    return sql`events_${quoteInteger(tables)}`;
  };
  const lookups = createLookupTables(database);
  const sqlOf = (query: QueryPlan, events: LoadedEvents | null): Sql => {
    const need = scanNeeds(query);
    return renderQuery(
      query,
      (scan) => (events === null ? scanTables([], scan.columns) : events.scanSql(scan.columns, need(scan))),
      lookups.select,
    );
  };
  return {
    loadFiles: (files, request, control = {}) => loadFiles(database, newTable, files, request, control),
    loadRows: (rows, fields = rowFields(rows)) => loadRows(database, newTable(), rows, fields),
    discoverFields: (files, request, control = {}) => discoverFields(database, files, request, control),
    async *run(query, events, control) {
      const width = query.output.length;
      await lookups.load(tableNames(query.plan));
      for await (const { rows } of database.stream(sqlOf(query, events), control)) {
        yield { rows: rows.map((row) => row.slice(0, width)), keys: rows.map((row) => row.slice(width)) };
      }
    },
    lookups,
    sqlOf,
    query: (statement, control) => database.stream(statement, control),
    close: () => database.close(),
  };
}
