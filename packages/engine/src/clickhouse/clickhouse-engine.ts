import { clickhouse, type QueryPlan, type Sql } from '@sealbreak/spl';
import type { Database } from '../database.ts';
import type { Engine } from '../engine.ts';
import { scanNeeds } from '../load/scan-needs.ts';
import type { LoadedEvents } from '../loaded-events.ts';
import type { Server } from './server.ts';
import { serverCopies } from './server-copies.ts';

/**
 * Runs plans on a ClickHouse server. Files and rows are read by the embedded engine, which knows their formats; the
 * columns that a search scans are copied to the server when it first runs.
 * @param run the beginning of the names of its tables
 * @param reading the embedded engine on `database`; both are closed with this one.
 */
export function clickhouseEngine(server: Server, run: Sql, reading: Engine, database: Database): Engine {
  const copies = serverCopies(server, run, database, reading.lookups);
  const sqlOf = (query: QueryPlan, events: LoadedEvents | null): Sql => {
    const need = scanNeeds(query);
    return clickhouse.renderQuery(
      query,
      (scan) => copies.scanSql(originals.get(events) ?? events, scan.columns, need(scan)),
      copies.tableSql,
    );
  };
  let isClosed = false;
  /** What the reading engine gave, by what was handed on. */
  const originals = new Map<LoadedEvents | null, LoadedEvents>();

  const handedOn = (loaded: LoadedEvents): LoadedEvents => {
    const events: LoadedEvents = {
      ...loaded,
      scanSql: (columns, need) => copies.scanSql(loaded, columns, need),
      close: async () => {
        originals.delete(events);
        copies.forget(loaded);
        await loaded.close();
      },
    };
    originals.set(events, loaded);
    return events;
  };

  return {
    loadFiles: async (files, request, control) => handedOn(await reading.loadFiles(files, request, control)),
    loadRows: async (rows, fields) => handedOn(await reading.loadRows(rows, fields)),
    discoverFields: (files, request, control) => reading.discoverFields(files, request, control),
    async *run(query, events, control = {}) {
      const width = query.output.length;
      const statement = sqlOf(query, events);
      await copies.copy();
      for await (const { rows } of server.stream(statement, control.signal)) {
        yield { rows: rows.map((row) => row.slice(0, width)), keys: rows.map((row) => row.slice(width)) };
      }
    },
    sqlOf,
    lookups: {
      ...reading.lookups,
      use: (tables) => {
        copies.forget('tables');
        reading.lookups.use(tables);
      },
    },
    query: (statement, control = {}) => server.stream(statement, control.signal),
    async close() {
      if (isClosed) return;
      isClosed = true;
      try {
        await copies.drop();
      } finally {
        await server.close();
        await reading.close();
      }
    },
  };
}
