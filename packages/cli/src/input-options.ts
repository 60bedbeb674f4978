import type { EngineOptions } from '@sealbreak/engine';
import { parseTimeModifier, resolveTime, type TimeRange } from '@sealbreak/spl';
import { CliError } from './cli-error.ts';
import type { MappingOptions } from './input-mappings.ts';

/** Options of every command that reads events, as commander gives them. */
export interface InputOptions extends MappingOptions {
  readonly since?: string;
  readonly until?: string;
  readonly keepDuplicates: boolean;
  readonly strict: boolean;
  readonly memory?: number;
  readonly threads?: number;
  readonly quiet: boolean;
}

/** `--since` and `--until` as a range. Null when neither is given. */
export function timeRange({ since, until }: InputOptions, now: number): TimeRange | null {
  if (since === undefined && until === undefined) return null;
  const range = { earliest: timeOption('--since', since, now), latest: timeOption('--until', until, now) };
  if (range.earliest !== null && range.latest !== null && range.earliest >= range.latest) {
    throw new CliError(
      '--since is not before --until',
      'the range holds events from --since up to, not including, --until',
    );
  }
  return range;
}

function timeOption(name: string, text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const parsed = parseTimeModifier(text);
  if (!parsed.ok) throw new CliError(`${name}: ${parsed.message}`, parsed.hint);
  return resolveTime(parsed.modifier, now);
}

/** Smallest limit with which the engine still works. */
const leastMegabytes = 64;

export function engineOptions({ memory, threads }: InputOptions): EngineOptions {
  if (memory !== undefined && memory < leastMegabytes) {
    throw new CliError(`--memory ${memory} is too little`, `give at least ${leastMegabytes} MB`);
  }
  if (threads === 0) throw new CliError('--threads 0 leaves no thread to work with', 'give 1 or more');
  return {
    ...(memory === undefined ? {} : { memoryLimitBytes: memory * 1_000_000 }),
    ...(threads === undefined ? {} : { threads }),
  };
}
