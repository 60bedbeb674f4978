import { lakeStatements, RETENTION_DAYS_MAX, runOnServer } from '@sealbreak/engine';
import { CliError } from '../cli-error.ts';
import { type EngineChoice, serverOptions } from '../engine-choice.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CommandEnvironment } from '../program.ts';

interface LakeInitOptions extends EngineChoice {
  readonly cluster?: string;
  readonly retentionDays?: number;
  readonly dryRun: boolean;
}

/** Makes the tables of the lake, or prints the statements that would. */
export async function lakeInit(options: LakeInitOptions, { console }: CommandEnvironment): Promise<ExitCode> {
  const { engine, cluster, retentionDays, dryRun, clickhouseUrl } = options;
  if (engine !== 'clickhouse')
    throw new CliError('a lake has tables on ClickHouse only', 'say --engine clickhouse');
  if (retentionDays !== undefined && (retentionDays < 1 || retentionDays > RETENTION_DAYS_MAX))
    throw new CliError(
      `--retention-days ${retentionDays} is not from 1 to ${RETENTION_DAYS_MAX}`,
      'leave it out to keep events for ever',
    );
  const database = options.clickhouseDatabase ?? 'sealbreak';
  const statements = lakeStatements({
    database,
    ...(cluster === undefined ? {} : { cluster }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
  });
  if (dryRun) {
    console.out.write(statements.map(({ text }) => `${text};\n`).join('\n'));
    return exitCode.ok;
  }
  if (clickhouseUrl === undefined)
    throw new CliError(
      'there is no server to make the tables on',
      'name one with --clickhouse-url, or --dry-run',
    );
  // The database may not be there yet: the statements name it, the connection must not.
  const { database: _named, ...server } = await serverOptions(clickhouseUrl, options);
  await runOnServer(server, statements);
  console.err.write(`the lake is ready: table ${database}.events\n`);
  return exitCode.ok;
}
