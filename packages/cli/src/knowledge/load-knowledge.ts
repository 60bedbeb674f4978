import type { LookupDefinition, MacroDefinition } from '@sealbreak/spl';

/** Options of every command that takes macros and lookups from files, as commander gives them. */
export interface KnowledgeOptions {
  readonly macros?: readonly string[];
  readonly lookups?: readonly string[];
}

export interface Knowledge {
  readonly macros: readonly MacroDefinition[];
  readonly lookups: readonly LookupDefinition[];
}

/**
 * The macros and lookups of the files that a command names. Throws CliError that says which file is wrong. What reads
 * them is loaded only then: a reader of YAML takes as long as a search of 20 000 events.
 */
export async function loadKnowledge({ macros = [], lookups = [] }: KnowledgeOptions): Promise<Knowledge> {
  return {
    macros: macros.length === 0 ? [] : await (await import('./load-macros.ts')).loadMacros(macros),
    lookups: lookups.length === 0 ? [] : (await import('./load-lookups.ts')).loadLookups(lookups),
  };
}
