import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { type Cell, quoteText, type Sql, sql } from '@sealbreak/spl';
import { type Converter, cellConverter } from './cells.ts';
import { EngineError, engineErrorCatalogue, toEngineError } from './engine-error.ts';

export interface DatabaseOptions {
  /** What DuckDB may hold in memory; beyond it spills to disk. Buffers of running readers come on top. */
  readonly memoryLimitBytes?: number;
  readonly threads?: number;
  /** An existing directory for spilled data; what is spilled there is removed at close. */
  readonly tempDirectory?: string;
  /** When given, DuckDB can open files below these directories only. */
  readonly readableDirectories?: readonly string[];
}

export interface RunControl {
  readonly signal?: AbortSignal;
  /** Called with 0..1 while the statement runs, as DuckDB estimates it. */
  readonly onFraction?: (fraction: number) => void;
}

/** An in-memory DuckDB. Every call has a connection of its own: tables are shared, statements can run side by side. */
export interface Database {
  run(statement: Sql, control?: RunControl): Promise<void>;
  /** All rows at once; for small results. */
  rows(statement: Sql, control?: RunControl): Promise<readonly (readonly Cell[])[]>;
  stream(statement: Sql, control?: RunControl): AsyncGenerator<ResultBatch, void, void>;
  /**
   * A schema whose tables lie on disk, compressed, in the directory for spilled data: for tables of many columns that are
   * mostly NULL, which memory would hold at 16 bytes each. It is made when first asked for, and gone at close.
   */
  diskSchema(): Promise<Sql>;
  /** Adds rows, whose values are in column order, to a table. */
  append(table: Sql, rows: Iterable<readonly (Cell | undefined)[]>): Promise<void>;
  close(): void;
}

export interface ResultBatch {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const DEFAULT_MEMORY_BYTES = 400 * 1024 * 1024;
/** Each thread of a scan holds its own buffers: memory must not grow with the machine. */
const THREADS_MAX = 8;
const PROGRESS_INTERVAL_MS = 100;

/** DuckDB is loaded here and not before: a command without data should not pay for it. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const temp = join(resolve(options.tempDirectory ?? tmpdir()), `sealbreak-${randomUUID()}`);
  const { DuckDBInstance } = await import('@duckdb/node-api');
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${options.memoryLimitBytes ?? DEFAULT_MEMORY_BYTES}B`,
      threads: String(options.threads ?? Math.min(availableParallelism(), THREADS_MAX)),
      // DuckDB makes the directory when it first spills.
      temp_directory: temp,
      preserve_insertion_order: 'true',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(settings(options, temp).join(';'));
    connection.closeSync();
  } catch (error) {
    throw new EngineError('ENG4007', `${engineErrorCatalogue.ENG4007}: ${reason(error)}`, { cause: error });
  }
  return databaseOf(instance, temp);
}

function settings(options: DatabaseOptions, temp: string): readonly string[] {
  const common = [
    `SET GLOBAL TimeZone='UTC'`,
    // late_materialization: under a limit it writes computed columns out once for each use, and again for each use in
    // those: ten steps of an eval that reads its field three times took 40 s. window_self_join: an aggregate over a
    // partition becomes a join of its input, computed a second time, with its groups.
    `SET GLOBAL disabled_optimizers='late_materialization,window_self_join'`,
  ];
  if (options.readableDirectories === undefined) return common;
  const directories = [...options.readableDirectories, temp].map((path) => quoteText(resolve(path)).text);
  return [
    ...common,
    `SET GLOBAL allowed_directories=[${directories.join(', ')}]`,
    'SET GLOBAL enable_external_access=false',
  ];
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}

function databaseOf(instance: DuckDBInstance, temp: string): Database {
  let isOpen = true;
  const connect = async (): Promise<DuckDBConnection> => {
    if (!isOpen) throw new EngineError('ENG4008', engineErrorCatalogue.ENG4008);
    return instance.connect();
  };

  async function* stream(statement: Sql, control: RunControl = {}): AsyncGenerator<ResultBatch, void, void> {
    const connection = await connect();
    const release = watch(connection, control);
    try {
      control.signal?.throwIfAborted();
      if (control.onFraction !== undefined) await showProgress(connection);
      const result = await connection.stream(statement.text);
      const columns = result.columnNames();
      const converters = result.columnTypes().map(cellConverter);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) break;
        control.signal?.throwIfAborted();
        yield { columns, rows: toRows(chunk.getColumns(), converters, chunk.rowCount) };
      }
    } catch (error) {
      throw failure(error, control.signal, temp);
    } finally {
      release();
      connection.closeSync();
    }
  }

  const run = async (statement: Sql, control?: RunControl): Promise<void> => {
    for await (const _ of stream(statement, control));
  };
  let attached: Promise<Sql> | undefined;
  const attach = async (): Promise<Sql> => {
    await mkdir(temp, { recursive: true });
    // Small row groups and blocks: each thread of a load fills a row group in memory, and each of its columns, of which a
    // text has two and a list four, takes a block at least. The newest format has the compression for short texts.
    await run(
      sql`ATTACH ${quoteText(join(temp, 'events.duckdb'))} AS disk (STORAGE_VERSION 'latest', ROW_GROUP_SIZE 10240, BLOCK_SIZE 16384)`,
    );
    return sql`disk`;
  };

  return {
    stream,
    run,
    diskSchema: () => (attached ??= attach()),
    async rows(statement, control) {
      const rows: (readonly Cell[])[] = [];
      for await (const batch of stream(statement, control)) rows.push(...batch.rows);
      return rows;
    },
    async append(table, rows) {
      const connection = await connect();
      try {
        await appendRows(connection, table, rows);
      } catch (error) {
        throw toEngineError(error);
      } finally {
        connection.closeSync();
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      instance.closeSync();
      rmSync(temp, { recursive: true, force: true });
    },
  };
}

async function showProgress(connection: DuckDBConnection): Promise<void> {
  await connection.run('SET enable_progress_bar=true');
  await connection.run('SET enable_progress_bar_print=false');
}

/** Wires cancelling and progress to a connection; the function that it returns undoes that. */
function watch(connection: DuckDBConnection, control: RunControl): () => void {
  const { signal, onFraction } = control;
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  const timer =
    onFraction === undefined
      ? undefined
      : setInterval(() => {
          const { percentage } = connection.progress;
          if (percentage >= 0) onFraction(Math.min(percentage / 100, 1));
        }, PROGRESS_INTERVAL_MS);
  return () => {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(timer);
  };
}

function failure(error: unknown, signal: AbortSignal | undefined, temp: string): EngineError {
  if (signal?.aborted === true) {
    return new EngineError('ENG4002', engineErrorCatalogue.ENG4002, { cause: signal.reason });
  }
  const known = toEngineError(error);
  if (known.code !== 'ENG4005' || !known.message.includes(temp)) return known;
  // Spilling to disk failed: no fault of the file that was being read.
  const hint = 'name another directory for temporary files, or raise the memory limit';
  return new EngineError('ENG4004', `${engineErrorCatalogue.ENG4004}: ${temp}`, { cause: error, hint });
}

function toRows(
  columns: readonly (readonly DuckDBValue[])[],
  converters: readonly Converter[],
  rowCount: number,
): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  for (let row = 0; row < rowCount; row += 1) {
    rows.push(columns.map((values, index) => converters[index]?.(values[row] ?? null) ?? null));
  }
  return rows;
}

async function appendRows(
  connection: DuckDBConnection,
  table: Sql,
  rows: Iterable<readonly (Cell | undefined)[]>,
): Promise<void> {
  const { LIST, VARCHAR, listValue } = await import('@duckdb/node-api');
  const appender = await connection.createAppender(table.text);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null || cell === undefined) appender.appendNull();
      else if (typeof cell === 'number') appender.appendDouble(cell);
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else appender.appendList(listValue(cell), LIST(VARCHAR));
    }
    appender.endRow();
  }
  appender.closeSync();
}
