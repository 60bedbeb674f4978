import type { RuleFault } from './fault.ts';
import { specFromKeys, specFromRisk } from './finding-spec.ts';
import type { Rule, RuleAttack, RuleTexts } from './rule.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RuleKeys } from './schema.ts';

/** A rule from its checked keys and its search. `fallbackId` names a rule that has no `sealbreak.id`. */
export function buildRule(
  keys: RuleKeys,
  document: RuleDocument,
  search: { readonly text: string; readonly file: string },
  fallbackId: string,
): { readonly rule: Rule; readonly faults: readonly RuleFault[] } {
  const faults: RuleFault[] = [];
  const ours = keys.sealbreak;
  const rule: Rule = {
    id: ours?.id ?? fallbackId,
    uuid: keys.id,
    name: keys.name,
    version: keys.version,
    date: keys.date,
    author: keys.author,
    status: keys.status,
    type: keys.type,
    description: keys.description,
    dataSource: keys.data_source.map(dataSourceName),
    howToImplement: keys.how_to_implement,
    knownFalsePositives: keys.known_false_positives,
    references: keys.references,
    search: search.text,
    searchFile: search.file,
    file: document.file,
    attack: attackOf(keys),
    texts: textsOf(ours),
    finding: ours?.finding ? specFromKeys(ours.finding, document, faults) : specFromRisk(keys),
    samples: { match: ours?.samples.match ?? null, noMatch: ours?.samples.no_match ?? null },
  };
  return { rule, faults };
}

function attackOf(keys: RuleKeys): RuleAttack {
  const given = keys.sealbreak?.attack;
  const ids = keys.tags?.mitre_attack_id ?? [];
  return {
    version: given?.version ?? '',
    tactics: given?.tactics ?? [],
    techniques: given?.techniques ?? ids.map((id) => ({ id, name: '' })),
  };
}

function textsOf(ours: RuleKeys['sealbreak']): RuleTexts {
  return {
    logic: ours?.logic ?? [],
    dataSources: (ours?.data_sources ?? []).map(({ present, ...source }) => ({
      ...source,
      present: present ?? null,
    })),
    columns: ours?.columns ?? [],
    falsePositives: (ours?.false_positives ?? []).map(({ name, looks_like, check }) => ({
      name,
      looksLike: looks_like,
      check,
    })),
    procedures: ours?.procedures ?? [],
    limits: ours?.limits ?? [],
  };
}

/** Public content names data sources by text, older versions by an object with a name. */
function dataSourceName(source: unknown): string {
  if (typeof source === 'object' && source !== null && 'name' in source) return String(source.name);
  return String(source);
}
