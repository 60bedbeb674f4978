import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type MacroFile, macroOf, macrosOfConf, macrosOfYaml, parseConf } from '@sealbreak/detect';
import type { MacroDefinition } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { readJsonLines } from '../json-lines.ts';
import { findFiles } from './find-files.ts';

/**
 * Macro definitions of the files, and of a folder's macros.conf, YAML and JSON-lines files. Of two with one name and
 * number of arguments the later holds. Throws CliError that says which file is wrong.
 */
export async function loadMacros(paths: readonly string[]): Promise<readonly MacroDefinition[]> {
  const macros: MacroDefinition[] = [];
  for (const path of findFiles(paths, isMacroFile)) macros.push(...(await macrosOf(path)));
  return macros;
}

function isMacroFile(path: string): boolean {
  return basename(path) === 'macros.conf' || /\.(ya?ml|jsonl|ndjson)$/i.test(path);
}

async function macrosOf(path: string): Promise<readonly MacroDefinition[]> {
  if (/\.conf$/i.test(path)) return withoutFaults(macrosOfConf(parseConf(readText(path))), path);
  if (/\.ya?ml$/i.test(path)) return withoutFaults(macrosOfYaml(readText(path)), path);
  const macros: MacroDefinition[] = [];
  for await (const { value, line } of readJsonLines(path)) macros.push(toMacro(value, `${path}:${line}`));
  return macros;
}

function withoutFaults({ macros, faults: [fault] }: MacroFile, path: string): readonly MacroDefinition[] {
  if (fault !== undefined) throw new CliError(`${path}: ${fault}`);
  return macros;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function toMacro(value: unknown, where: string): MacroDefinition {
  const macro = typeof value === 'object' && value !== null ? macroOf({ ...value }) : null;
  if (macro) return macro;
  throw new CliError(
    `${where}: not a macro definition`,
    'a macro is {"name": …, "arguments": […], "definition": …}',
  );
}
