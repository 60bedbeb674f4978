import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Console } from '../console.ts';

/** Read when it lies in the working directory and `--config` names no other. */
const usualFile = 'sealbreak.yaml';

/** What a server needs and no option gives, as a secret's file is no business of the command line. */
const serverOnly = ['clickhouseUserFile', 'clickhousePasswordFile'];

/**
 * Gives a command the values of the configuration file for those of its options that neither the command line nor the
 * environment gave. The reader of the file is loaded only where there is one.
 * @throws CliError that says what is wrong with the file.
 */
export async function applyConfig(command: Command, { err }: Console): Promise<void> {
  if (!command.options.some((option) => option.attributeName() === 'config')) return;
  const given: unknown = command.getOptionValue('config');
  const file = typeof given === 'string' ? given : (await isThere(usualFile)) ? usualFile : null;
  if (file === null) return;
  const { readConfig } = await import('./read-config.ts');
  const values = await readConfig(file);
  const own = new Set(command.options.map((option) => option.attributeName()));
  const isOwn = (name: string): boolean =>
    own.has(name) ||
    (own.has('clickhouseUrl') && serverOnly.includes(name)) ||
    // A list of mappings is no matter for the command line.
    (own.has('timeField') && name === 'inputs');
  const used = Object.keys(values).filter((name) => {
    const source = command.getOptionValueSource(name);
    return isOwn(name) && (source === undefined || source === 'default');
  });
  for (const name of used) command.setOptionValueWithSource(name, values[name], 'config');
  // A file that merely lies there may come with the files of a case: nobody should wonder where events go.
  if (typeof given !== 'string' && used.length > 0 && command.getOptionValue('quiet') !== true)
    err.write(`using ${usualFile} of this folder\n`);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
