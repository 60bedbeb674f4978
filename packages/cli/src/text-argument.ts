import { readFile } from 'node:fs/promises';
import { CliError } from './cli-error.ts';

/** An argument that is a text, or `@file` to read it from a file. */
export async function textArgument(argument: string): Promise<string> {
  if (!argument.startsWith('@')) return argument;
  const path = argument.slice(1);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CliError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
