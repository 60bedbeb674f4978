import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { type Cell, clickhouse, joinSql, type Sql, sql } from '@sealbreak/spl';
import type { ResultBatch } from '../database.ts';
import { EngineError, engineErrorCatalogue } from '../engine-error.ts';
import { cellsOf } from './cells.ts';
import { toClickhouseError } from './clickhouse-error.ts';

export interface ServerOptions {
  /** `https://host:8443`; without a user or a password, which come from the environment. */
  readonly url: string;
  /** Default: `CLICKHOUSE_USER`, else `default`. */
  readonly user?: string;
  /** Default: `CLICKHOUSE_PASSWORD`, else none. */
  readonly password?: string;
  readonly database?: string;
  /** Certificates of the authorities to trust in place of those that Node knows, PEM. */
  readonly ca?: Buffer;
}

/** All that the engine asks of a ClickHouse server. Every failure is an `EngineError`. */
export interface Server {
  run(statement: Sql): Promise<void>;
  stream(statement: Sql, signal?: AbortSignal): AsyncGenerator<ResultBatch, void, void>;
  /** Streams rows, whose cells are in the order of the table's columns, into a table. */
  insert(table: Sql, rows: AsyncIterable<readonly unknown[]>): Promise<void>;
  close(): Promise<void>;
}

/** The client is loaded here and not before: a command without a server should not pay for it. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { createClient, ClickHouseLogLevel } = await import('@clickhouse/client');
  const client = createClient({
    url: checkedUrl(options.url),
    username: options.user ?? process.env['CLICKHOUSE_USER'] ?? 'default',
    password: options.password ?? process.env['CLICKHOUSE_PASSWORD'] ?? '',
    application: 'sealbreak',
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.ca === undefined ? {} : { tls: { ca_cert: options.ca } }),
    clickhouse_settings: { ...clickhouse.settings, cancel_http_readonly_queries_on_client_close: 1 },
    request_timeout: requestTimeoutMs,
    // Failures become errors of ours; the client must not write to the terminal itself.
    log: { level: ClickHouseLogLevel.OFF },
  });
  const server = serverOf(client);
  try {
    await server.run(sql`SELECT 1`);
  } catch (error) {
    await client.close();
    throw error;
  }
  return server;
}

/** A search over billions of events may take minutes. */
const requestTimeoutMs = 30 * 60 * 1000;

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new EngineError('ENG4101', `${engineErrorCatalogue.ENG4101}: "${withoutLogin(text)}"`, {
      hint: 'write it as https://host:8443',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new EngineError('ENG4101', `${engineErrorCatalogue.ENG4101}: it holds a login`, {
      hint: 'set CLICKHOUSE_USER and CLICKHOUSE_PASSWORD instead: a command line is no place for a secret',
    });
  }
  return text;
}

function withoutLogin(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@');
}

function serverOf(client: ClickHouseClient): Server {
  return {
    async run(statement) {
      try {
        await client.command({ query: statement.text });
      } catch (error) {
        throw toClickhouseError(error);
      }
    },
    async *stream(statement, signal) {
      try {
        signal?.throwIfAborted();
        const result = await client.query({
          query: statement.text,
          format: 'JSONCompactEachRowWithNamesAndTypes',
          ...(signal === undefined ? {} : { abort_signal: signal }),
        });
        for await (const batch of batches(result.stream<readonly unknown[]>())) {
          signal?.throwIfAborted();
          yield batch;
        }
      } catch (error) {
        throw toClickhouseError(error, signal);
      }
    },
    async insert(table, rows) {
      try {
        await client.insert({
          table: table.text,
          values: Readable.from(rows, { objectMode: true }),
          format: 'JSONCompactEachRow',
        });
      } catch (error) {
        throw toClickhouseError(error);
      }
    },
    close: () => client.close(),
  };
}

/** The first two rows are the names and the types of the columns. */
async function* batches(
  chunks: AsyncIterable<readonly { json(): unknown }[]>,
): AsyncGenerator<ResultBatch, void, void> {
  let columns: readonly string[] | null = null;
  let convert: ((row: readonly unknown[]) => readonly Cell[]) | null = null;
  for await (const chunk of chunks) {
    const rows: (readonly Cell[])[] = [];
    for (const each of chunk) {
      const row = each.json() as readonly unknown[];
      if (columns === null) columns = row.map(String);
      else if (convert === null) convert = cellsOf(row.map(String));
      else rows.push(convert(row));
    }
    if (columns !== null && rows.length > 0) yield { columns, rows };
  }
}

/** `CREATE TABLE` of a table in memory with the given columns. */
export function createTable(table: Sql, columns: readonly Sql[]): Sql {
  const list = columns.length === 0 ? sql`c0 UInt8` : joinSql(columns, sql`, `);
  return sql`CREATE TABLE ${table} (${list}) ENGINE = Memory`;
}
