import { type Severity, severities } from '../finding.ts';
import { parseSplunkMessage } from '../template/parse-splunk-message.ts';
import { parseTemplate } from '../template/parse-template.ts';
import type { RuleFault } from './fault.ts';
import type { EntityKind, FindingSpec } from './rule.ts';
import type { RuleDocument } from './rule-document.ts';
import type { FindingKeys, RuleKeys } from './schema.ts';

/** The finding that a rule's own `sealbreak.finding` describes. Faults in its templates are added to `faults`. */
export function specFromKeys(keys: FindingKeys, document: RuleDocument, faults: RuleFault[]): FindingSpec {
  const readTemplate = (index: number, part: 'title' | 'why', text: string) => {
    const { template, faults: found } = parseTemplate(text);
    const path = ['sealbreak', 'finding', 'texts', index, part];
    for (const { message, hint } of found)
      faults.push(document.fault(path, 'SPL6007', `${part}: ${message}`, hint));
    return template;
  };
  return {
    severity: { ...keys.severity, column: keys.severity.column ?? null },
    risk: {
      column: keys.risk.column ?? null,
      map: keys.risk.map,
      otherwise: keys.risk.otherwise,
      add: keys.risk.add.map((step) => ({
        column: step.column,
        atLeast: step.at_least,
        points: step.points,
      })),
    },
    entities: keys.entities,
    evidenceEntities: keys.evidence_entities,
    firstSeen: keys.first_seen ?? null,
    lastSeen: keys.last_seen ?? null,
    key: keys.key ?? null,
    window: keys.window,
    texts: keys.texts.map((entry, index) => ({
      when: entry.when,
      title: readTemplate(index, 'title', entry.title),
      why: readTemplate(index, 'why', entry.why),
    })),
  };
}

/** Lower bounds of risk for each severity, as the project's rule pack grades it. */
const riskMarks: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 20,
  medium: 40,
  high: 60,
  critical: 80,
};

/** The severity of a risk of 0 to 100. */
export function severityOfRisk(risk: number): Severity {
  return severities.findLast((severity) => risk >= riskMarks[severity]) ?? 'informational';
}

/** What a public rule without any score is taken for. */
const unscoredRisk = 40;

/** Object types of security content, lower-cased, and the entities they name. Types that name none are left out. */
const entityKinds: Readonly<Record<string, EntityKind>> = {
  user: 'users',
  'user name': 'users',
  ip_address: 'addresses',
  'ip address': 'addresses',
  http_user_agent: 'clients',
};

/** A finding made from the risk keys of public content: the score grades it, the message explains it. */
export function specFromRisk(keys: RuleKeys): FindingSpec {
  const risk = Math.max(0, Math.min(100, Math.round(riskScore(keys))));
  const entities: Record<EntityKind, string[]> = { users: [], mailboxes: [], addresses: [], clients: [] };
  const objects = [
    ...(keys.rba?.risk_objects ?? []).map(({ field, type }) => ({ field, type })),
    ...(keys.rba?.threat_objects ?? []).map(({ field, type }) => ({ field, type })),
    ...(keys.tags?.observable ?? []).map(({ name, type }) => ({ field: name, type })),
  ];
  for (const { field, type } of objects) {
    const kind = entityKinds[type.toLowerCase()];
    if (kind && !entities[kind].includes(field)) entities[kind].push(field);
  }
  const message = keys.rba?.message || keys.tags?.message || keys.description;
  return {
    severity: { column: null, map: {}, otherwise: severityOfRisk(risk) },
    risk: { column: null, map: {}, otherwise: risk, add: [] },
    entities,
    evidenceEntities: { users: [], mailboxes: [], addresses: [], clients: [] },
    firstSeen: null,
    lastSeen: null,
    key: null,
    window: 'none',
    texts: [{ when: {}, title: [{ kind: 'text', text: keys.name }], why: parseSplunkMessage(message) }],
  };
}

function riskScore({ rba, tags }: RuleKeys): number {
  const scores = (rba?.risk_objects ?? []).flatMap(({ score }) => (score === undefined ? [] : [score]));
  if (scores.length > 0) return Math.max(...scores);
  if (tags?.risk_score !== undefined) return tags.risk_score;
  if (tags?.impact !== undefined && tags.confidence !== undefined)
    return (tags.impact * tags.confidence) / 100;
  return unscoredRisk;
}
