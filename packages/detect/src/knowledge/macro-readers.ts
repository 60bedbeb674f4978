import type { MacroDefinition } from '@sealbreak/spl';
import { type ConfFile, isTrueText } from './conf.ts';
import { yamlRecords } from './yaml-records.ts';

/** Macro definitions, and what is wrong with those that are left out. */
export interface MacroFile {
  readonly macros: readonly MacroDefinition[];
  readonly faults: readonly string[];
}

/**
 * The macros of a macros.conf: stanzas `name` and `name(2)` with `args`, `definition`, `validation`, `errormsg`, `iseval`.
 * Source: Admin Manual, macros.conf.
 */
export function macrosOfConf({ stanzas, badLines }: ConfFile): MacroFile {
  const macros: MacroDefinition[] = [];
  const faults = badLines.map((line) => `line ${line} is no setting`);
  for (const { name: header, line, settings } of stanzas) {
    if (header === 'default') continue;
    const definition = settings.get('definition');
    const { name, arity } = splitName(header);
    const args = listOf(settings.get('args'));
    const fault = whatIsWrong(definition, args, arity);
    if (fault !== null || definition === undefined)
      faults.push(`the macro [${header}] in line ${line} ${fault ?? 'has no definition'}`);
    else {
      const [validation, errorMessage] = [settings.get('validation'), settings.get('errormsg')];
      macros.push({
        name,
        arguments: args,
        definition,
        ...(validation === undefined ? {} : { validation: withoutQuotes(validation) }),
        ...(errorMessage === undefined ? {} : { errorMessage: withoutQuotes(errorMessage) }),
        ...(isTrueText(settings.get('iseval')) ? { isEval: true } : {}),
      });
    }
  }
  return { macros, faults };
}

/** The macros of a YAML pack: mappings with `name`, `definition` and perhaps `arguments`. Other mappings are passed over. */
export function macrosOfYaml(text: string): MacroFile {
  const { records, faults } = yamlRecords(text);
  return { macros: records.flatMap((record) => macroOf(record) ?? []), faults };
}

/** A macro as a mapping; `name` may carry its arity (`ctime(1)`). Null when it is none. */
export function macroOf(record: Readonly<Record<string, unknown>>): MacroDefinition | null {
  const { name, definition, validation, errormsg } = record;
  if (typeof name !== 'string' || typeof definition !== 'string') return null;
  const args = record['arguments'];
  return {
    name: splitName(name).name,
    arguments: Array.isArray(args) ? args.map(String) : [],
    definition,
    ...(typeof validation === 'string' ? { validation } : {}),
    ...(typeof errormsg === 'string' ? { errorMessage: errormsg } : {}),
    ...(record['iseval'] !== undefined && isTrueText(String(record['iseval'])) ? { isEval: true } : {}),
  };
}

function splitName(header: string): { readonly name: string; readonly arity: number } {
  const found = /^(.*?)\s*\((\d+)\)$/s.exec(header);
  return { name: found?.[1] ?? header, arity: Number(found?.[2] ?? 0) };
}

function listOf(text: string | undefined): readonly string[] {
  const items = withoutQuotes(text ?? '').split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function whatIsWrong(definition: string | undefined, args: readonly string[], arity: number): string | null {
  if (definition === undefined) return 'has no definition';
  if (args.length !== arity) return `has ${args.length} args for ${arity}`;
  if (new Set(args).size !== args.length) return 'names an argument twice';
  return null;
}

/** Settings other than the definition may be written in quotes. */
function withoutQuotes(text: string): string {
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}
