import type { LookupDefinition } from '@sealbreak/spl';
import { type ConfFile, isTrueText } from './conf.ts';
import { parseMatchType } from './match-type.ts';

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
