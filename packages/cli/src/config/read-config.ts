import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readLocatedYaml, schemaFaults } from '@sealbreak/detect';
import { visible } from '@sealbreak/detect/report';
import { CliError } from '../cli-error.ts';
import { type Config, configSchema } from './config-schema.ts';

/** Values of a configuration file, by the names that commander gives to the options that they stand for. */
export type ConfigValues = Readonly<Record<string, unknown>>;

/**
 * Reads a configuration file. Paths in it are relative to its folder.
 * @throws CliError that names line and key of everything that is wrong.
 */
export async function readConfig(file: string): Promise<ConfigValues> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(`the configuration cannot be read: ${visible(why)}`);
  }
  const document = readLocatedYaml(text);
  const result = configSchema.safeParse(document.value ?? {});
  const faults =
    document.faults.length > 0 || result.success
      ? document.faults
      : schemaFaults(document, result.error.issues, 'the configuration').map(({ path, message }) => ({
          ...document.placeOf(path),
          message,
        }));
  if (faults.length > 0 || !result.success) {
    const lines = faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    throw new CliError(visible(lines.join('\n'), '\n'), 'docs/configuration.md lists the keys');
  }
  return valuesOf(result.data, dirname(file));
}

function valuesOf(config: Config, folder: string): ConfigValues {
  const { engine, clickhouse = {}, memory, threads, macros, lookups, inputs } = config;
  const at = (path: string): string => resolve(folder, path);
  const file = (path: string | undefined): string | undefined => (path === undefined ? path : at(path));
  const values = {
    engine,
    memory,
    threads,
    macros: macros?.map(at),
    lookups: lookups?.map(at),
    inputs: inputs?.map(({ glob, sourcetype, time_field: timeField, time_format: timeFormat, fields }) => ({
      glob,
      mapping: { sourcetype, timeField, timeFormat, fields },
    })),
    clickhouseUrl: clickhouse.url,
    clickhouseDatabase: clickhouse.database,
    cluster: clickhouse.cluster,
    clickhouseCa: file(clickhouse.ca_file),
    clickhouseUserFile: file(clickhouse.user_file),
    clickhousePasswordFile: file(clickhouse.password_file),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
