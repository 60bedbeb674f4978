import type { ReportFormat } from '@sealbreak/detect/report';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Spelled out here: importing detect for its list would cost `--help` half its time. */
const formats: readonly ReportFormat[] = ['table', 'json', 'ndjson', 'csv', 'markdown', 'html'];

export function formatOption(): Option {
  return new Option('-f, --format <format>', 'how to print').choices(formats).default('table');
}

/** Of these any number may be given, each with its own option: what follows are the paths of events. */
function pathOption(flags: string, description: string): Option {
  return new Option(flags, `${description}; can be repeated`).argParser(
    (path: string, before: readonly string[] | undefined) => [...(before ?? []), path],
  );
}

export function macrosOption(): Option {
  return pathOption(
    '--macros <path>',
    'macro definitions: macros.conf, YAML, or JSON lines of {name, arguments, definition}; a file or a folder',
  );
}

export function mmdbOption(): Option {
  return new Option(
    '--mmdb <file>',
    'where addresses are, for iplocation: a database in the format of MaxMind',
  );
}

export function lookupsOption(): Option {
  return pathOption('--lookups <path>', 'lookup tables: CSV, transforms.conf, YAML; a file or a folder');
}

/** What a person says of files that no known format fits. */
export function withMapping(command: Command): Command {
  return command
    .option('--sourcetype <name>', 'sourcetype of files that no known format fits (JSON, columns)')
    .option('--time-field <name>', 'field of those files that holds the time')
    .option('--time-format <pattern>', 'how that time is written, as in strptime: %d/%m/%Y %H:%M:%S');
}

/** Options of every command that reads events. */
function withInput(command: Command): Command {
  return withMapping(command)
    .option(
      '--since <time>',
      'only events from this time on: ISO 8601 (UTC) or a Splunk modifier such as -7d@d',
    )
    .option('--until <time>', 'only events before this time')
    .option('--keep-duplicates', 'count every copy of a record, as Splunk would', false)
    .option('--strict', 'exit with 3 when a record was quarantined', false)
    .option('--memory <MB>', 'memory limit of the engine in megabytes', wholeNumber)
    .option('--threads <n>', 'threads of the engine (default: all cores)', wholeNumber)
    .option('--quiet', 'print no summary and no progress', false);
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Write a whole number.');
  return value;
}

export function configOption(): Option {
  return new Option('--config <file>', 'configuration (default: sealbreak.yaml, where there is one)');
}

/** The engine that a command runs on. */
export function withEngineChoice(command: Command): Command {
  const engine = new Option('--engine <engine>', 'engine to run on').choices(['duckdb', 'clickhouse']);
  return withServer(command.addOption(engine.default('duckdb')));
}

/** How a ClickHouse server is reached. */
export function withServer(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--clickhouse-url <url>',
        'ClickHouse server, as https://host:8443; login from CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
      ).env('CLICKHOUSE_URL'),
    )
    .addOption(
      new Option('--clickhouse-database <name>', 'database of the server (default: that of the user)').env(
        'CLICKHOUSE_DATABASE',
      ),
    )
    .addOption(
      new Option('--clickhouse-ca <file>', 'certificates to trust for TLS, PEM').env('CLICKHOUSE_CA'),
    );
}

/** Options of every command that reads events and runs searches on them. */
export function withReading(command: Command): Command {
  return withEngineChoice(withInput(command));
}

export const resultFormat = (): Option =>
  new Option('-f, --format <format>', 'how to print').choices(['text', 'json']).default('text');
