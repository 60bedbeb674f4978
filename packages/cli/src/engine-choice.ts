import { type EngineOptions, hasChdb } from '@sealbreak/engine';
import { CliError } from './cli-error.ts';

/** Which engine a command runs searches on, as commander gives it. */
export interface EngineChoice {
  readonly engine: 'duckdb' | 'clickhouse';
  readonly clickhouseUrl?: string;
}

/** The engine of a command. ClickHouse without a server is chdb, which is there in a checkout of the sources only. */
export function chosenEngine(
  { engine, clickhouseUrl }: EngineChoice,
  options: Omit<EngineOptions, 'kind'>,
): EngineOptions {
  if (engine === 'duckdb') return options;
  if (clickhouseUrl !== undefined) return { ...options, kind: 'clickhouse', url: clickhouseUrl };
  if (!hasChdb()) {
    throw new CliError(
      'there is no ClickHouse server to run on',
      'name one with --clickhouse-url or CLICKHOUSE_URL; for tests, npm i -D chdb@3.4.0 brings the engine into this process',
    );
  }
  return { ...options, kind: 'clickhouse' };
}
