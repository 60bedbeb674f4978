import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { CliError } from '../cli-error.ts';

/** A Parquet file of the lake. `day`: days since 1970, null where records have no time. */
export interface LakePart {
  readonly file: string;
  readonly sourcetype: string;
  readonly day: number | null;
  readonly events: number;
  readonly bytes: number;
  /** Which column holds which top-level key. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What was read of a source. `generation` counts how often its content was replaced. */
export interface Checkpoint {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly generation: number;
}

export interface Catalogue {
  parts(): readonly LakePart[];
  checkpoint(path: string): Checkpoint | null;
  /** Parts become visible and the checkpoint moves in one transaction. */
  commit(parts: readonly LakePart[], checkpoint: Checkpoint): void;
  close(): void;
}

/** Makes the workspace where it is not there and opens its catalogue. */
export function openCatalogue(folder: string): Catalogue {
  mkdirSync(join(folder, 'data'), { recursive: true });
  const database = new Database(join(folder, 'catalogue.db'));
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS parts (file TEXT PRIMARY KEY, sourcetype TEXT NOT NULL, day INTEGER, events INTEGER NOT NULL, bytes INTEGER NOT NULL, columns TEXT NOT NULL)',
  );
  database.exec(
    'CREATE TABLE IF NOT EXISTS sources (path TEXT PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL, generation INTEGER NOT NULL)',
  );
  return {
    parts: () =>
      database
        .prepare('SELECT file, sourcetype, day, events, bytes, columns FROM parts ORDER BY rowid')
        .all()
        .map((row) => {
          const part = row as LakePart & { readonly columns: string };
          return { ...part, columns: JSON.parse(part.columns) as Record<string, string> };
        }),
    checkpoint: (path) =>
      (database.prepare('SELECT path, size, sha256, generation FROM sources WHERE path = ?').get(path) as
        | Checkpoint
        | undefined) ?? null,
    commit: (parts, { path, size, sha256, generation }) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const add = database.prepare('INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)');
        for (const part of parts)
          add.run(
            part.file,
            part.sourcetype,
            part.day,
            part.events,
            part.bytes,
            JSON.stringify(part.columns),
          );
        database
          .prepare('INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)')
          .run(path, size, sha256, generation);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** The one writer of a lake. The system lets go of the lock when the process ends, however it ends. */
export function lockLake(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const holder = join(folder, 'writer.txt');
  const lock = new Database(join(folder, 'writer.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new CliError(`another process writes to ${folder}: ${heldBy(holder)}`, 'wait until it has ended');
  }
  writeFileSync(holder, `process ${process.pid} since ${new Date().toISOString()}\n`);
  return {
    release: () => {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

function heldBy(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'it has not said which';
  }
}
