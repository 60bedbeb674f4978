import type { LookupDefinition } from '@sealbreak/spl';
import { type ConfFile, isTrueText } from './conf.ts';
import { parseMatchType } from './match-type.ts';
import { yamlRecords } from './yaml-records.ts';

/** How a table is matched, without its rows. */
export type LookupSettings = Pick<
  LookupDefinition,
  'match' | 'caseSensitive' | 'maxMatches' | 'minMatches' | 'defaultMatch'
>;

/** A lookup of transforms.conf, or why it cannot be used. */
export interface LookupStanza {
  readonly name: string;
  /** The name of its CSV file. */
  readonly filename: string;
  readonly settings: LookupSettings;
  /** What this version cannot do of it; null when it can be used. */
  readonly refused: string | null;
}

/** Settings of lookups whose rows are no CSV file. */
const otherKinds: ReadonlyMap<string, string> = new Map([
  ['external_cmd', 'a script gives its rows'],
  ['collection', 'a KV store gives its rows'],
  ['external_type', 'it is no CSV file'],
  ['time_field', 'it is matched by time'],
]);

/** The lookups of a transforms.conf; stanzas of field extractions are passed over. Source: Admin Manual, transforms.conf. */
export function lookupStanzas({ stanzas }: ConfFile): readonly LookupStanza[] {
  return stanzas.flatMap(({ name, settings }): readonly LookupStanza[] => {
    const other = [...otherKinds].find(([key]) => settings.has(key));
    const filename = settings.get('filename') ?? '';
    if (filename === '' && !other) return [];
    const { refused, ...read } = readLookupSettings((key) => settings.get(key));
    return [{ name, filename, settings: read, refused: other?.[1] ?? refused }];
  });
}

/**
 * The lookups of a YAML text as content packs have them: one a document, `lookup_type` telling its kind, the table being
 * the CSV file of the same name. Other documents, and malformed ones, give nothing.
 */
export function lookupsOfYaml(text: string): readonly LookupStanza[] {
  return yamlRecords(text).records.flatMap((record): readonly LookupStanza[] => {
    const { name, lookup_type: kind } = record;
    const filename = record['filename'] ?? (kind === 'csv' ? `${String(name)}.csv` : undefined);
    if (typeof name !== 'string' || (filename === undefined && kind === undefined)) return [];
    const { refused, ...settings } = readLookupSettings((key) => settingText(record[key]));
    const isTable = filename !== undefined && (kind === undefined || kind === 'csv');
    const other = isTable ? null : `it is a ${settingText(kind) ?? 'lookup without a file'}`;
    return [{ name, filename: String(filename ?? ''), settings, refused: other ?? refused }];
  });
}

/** A setting as transforms.conf would have it. */
function settingText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The settings that a definition's keys give. A value that is malformed refuses the lookup, for it would match otherwise. */
export function readLookupSettings(
  get: (key: string) => string | undefined,
): LookupSettings & { readonly refused: string | null } {
  const matchText = get('match_type');
  const match = matchText === undefined ? [] : parseMatchType(matchText);
  const number = (key: string): number | null | undefined => {
    const text = get(key)?.trim();
    if (text === undefined || text === '') return undefined;
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  const [maxMatches, minMatches] = [number('max_matches'), number('min_matches')];
  const caseText = get('case_sensitive_match');
  const defaultMatch = get('default_match');
  const bad = [
    match === null ? 'match_type' : null,
    maxMatches === null ? 'max_matches' : null,
    minMatches === null ? 'min_matches' : null,
  ].find((key) => key !== null);
  return {
    match: match ?? [],
    ...(caseText === undefined ? {} : { caseSensitive: isTrueText(caseText) }),
    ...(typeof maxMatches === 'number' ? { maxMatches } : {}),
    ...(typeof minMatches === 'number' ? { minMatches } : {}),
    ...(defaultMatch === undefined ? {} : { defaultMatch }),
    refused: bad === undefined ? null : `its ${bad} cannot be read`,
  };
}
