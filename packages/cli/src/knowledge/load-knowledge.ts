import type { LookupDefinition, MacroDefinition, PlaceOf } from '@sealbreak/spl';

/** Options of every command that takes macros and lookups from files, as commander gives them. */
export interface KnowledgeOptions {
  readonly macros?: readonly string[];
  readonly lookups?: readonly string[];
  readonly mmdb?: string;
}

export interface Knowledge {
  readonly macros: readonly MacroDefinition[];
  readonly lookups: readonly LookupDefinition[];
  readonly placeOf?: PlaceOf;
}

/**
 * The macros and lookups of the files that a command names. Throws CliError that says which file is wrong. What reads
 * them is loaded only then: a reader of YAML takes as long as a search of 20 000 events.
 */
export async function loadKnowledge({
  macros = [],
  lookups = [],
  mmdb,
}: KnowledgeOptions): Promise<Knowledge> {
  return {
    macros: macros.length === 0 ? [] : await (await import('./load-macros.ts')).loadMacros(macros),
    lookups: lookups.length === 0 ? [] : (await import('./load-lookups.ts')).loadLookups(lookups),
    ...(mmdb === undefined ? {} : { placeOf: await (await import('./load-places.ts')).loadPlaces(mmdb) }),
  };
}
