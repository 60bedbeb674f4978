import { readFile } from 'node:fs/promises';
import { type EngineOptions, hasChdb } from '@sealbreak/engine';
import { CliError } from './cli-error.ts';

/** How a ClickHouse server is reached, as commander and the configuration file give it. */
export interface ServerChoice {
  readonly clickhouseUrl?: string;
  readonly clickhouseDatabase?: string;
  /** File with the certificates of the authorities to trust, PEM. */
  readonly clickhouseCa?: string;
  readonly clickhouseUserFile?: string;
  readonly clickhousePasswordFile?: string;
}

/** Which engine a command runs searches on. */
export interface EngineChoice extends ServerChoice {
  readonly engine: 'duckdb' | 'clickhouse';
}

/** The engine of a command. ClickHouse without a server is chdb, which is there in a checkout of the sources only. */
export async function chosenEngine(
  choice: EngineChoice,
  options: Omit<EngineOptions, 'kind'>,
): Promise<EngineOptions> {
  const { engine, clickhouseUrl: url } = choice;
  if (engine === 'duckdb') return options;
  if (url !== undefined) return { ...options, kind: 'clickhouse', ...(await serverOptions(url, choice)) };
  if (!hasChdb()) {
    throw new CliError(
      'there is no ClickHouse server to run on',
      'name one with --clickhouse-url or CLICKHOUSE_URL; for tests, npm i -D chdb@3.4.0 brings the engine into this process',
    );
  }
  return { ...options, kind: 'clickhouse' };
}

interface ServerSettings {
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ca?: Buffer;
}

/** Reads the files that the choice names. A login in the environment beats one in a file. */
export async function serverOptions(url: string, choice: ServerChoice): Promise<ServerSettings> {
  const user = await secret('CLICKHOUSE_USER', choice.clickhouseUserFile);
  const password = await secret('CLICKHOUSE_PASSWORD', choice.clickhousePasswordFile);
  const { clickhouseDatabase: database, clickhouseCa } = choice;
  return {
    url,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(clickhouseCa === undefined ? {} : { ca: await contentOf(clickhouseCa) }),
  };
}

async function secret(variable: string, file: string | undefined): Promise<string | undefined> {
  if (process.env[variable] !== undefined || file === undefined) return process.env[variable];
  // Editors end a file with a line break; it belongs to no login.
  return (await contentOf(file)).toString('utf8').replace(/\r?\n$/, '');
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}
