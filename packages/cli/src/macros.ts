import type { MacroDefinition } from '@sealbreak/spl';
import { CliError } from './cli-error.ts';
import { readJsonLines } from './json-lines.ts';

/** Macro definitions from JSON lines of `{name, arguments, definition}`; `name` may carry its arity (`ctime(1)`). */
export async function loadMacros(path: string): Promise<readonly MacroDefinition[]> {
  const macros: MacroDefinition[] = [];
  for await (const { value, line } of readJsonLines(path)) macros.push(toMacro(value, `${path}:${line}`));
  return macros;
}

export function toMacro(value: unknown, where: string): MacroDefinition {
  const record: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const { name, definition } = record;
  if (typeof name !== 'string' || typeof definition !== 'string') {
    throw new CliError(
      `${where}: not a macro definition`,
      'a macro is {"name": …, "arguments": […], "definition": …}',
    );
  }
  const args = Array.isArray(record['arguments']) ? record['arguments'].map(String) : [];
  return { name: name.replace(/\(\d+\)$/, ''), arguments: args, definition };
}
