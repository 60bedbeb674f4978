import { z } from 'zod';
import { severities } from '../finding.ts';

/** One or many, or nothing: public rules write a list, a lone value or an empty key for the same thing. */
function listOf<T extends z.ZodType>(item: T) {
  return z
    .preprocess((value) => (value == null ? [] : Array.isArray(value) ? value : [value]), z.array(item))
    .prefault([]);
}

/** A text that may be missing or empty. Numbers are taken as their text: `version: 3`. */
const looseText = z
  .preprocess((value) => (value == null ? '' : typeof value === 'number' ? String(value) : value), z.string())
  .prefault('');
const text = z.string().trim().min(1);
const names = listOf(text);
const points = z.number().min(0).max(100);
const columnMap = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/** Risk keys of security content, old (`tags`) and new (`rba`). Only what a finding needs; all else is let through. */
const rba = z.looseObject({
  message: looseText,
  risk_objects: listOf(z.looseObject({ field: text, type: looseText, score: z.number().optional() })),
  threat_objects: listOf(z.looseObject({ field: text, type: looseText })),
});

const tags = z.looseObject({
  mitre_attack_id: names,
  message: looseText,
  risk_score: z.number().optional(),
  impact: z.number().optional(),
  confidence: z.number().optional(),
  observable: listOf(z.looseObject({ name: text, type: looseText })),
});

const entityColumns = z.strictObject({ users: names, mailboxes: names, addresses: names, clients: names });
const noEntities = { users: [], mailboxes: [], addresses: [], clients: [] };

const findingKeys = z.strictObject({
  severity: z.strictObject({
    column: text.optional(),
    map: columnMap(z.enum(severities)).default({}),
    otherwise: z.enum(severities),
  }),
  risk: z.strictObject({
    column: text.optional(),
    map: columnMap(points).default({}),
    otherwise: points,
    add: listOf(
      z.strictObject({ column: text, at_least: z.number(), points: z.number().min(-100).max(100) }),
    ),
  }),
  first_seen: text.optional(),
  last_seen: text.optional(),
  entities: entityColumns.prefault(noEntities),
  evidence_entities: entityColumns.prefault(noEntities),
  key: z.array(text).min(1).optional(),
  window: z.enum(['day', 'none']).default('none'),
  texts: z
    .array(
      z.strictObject({
        when: columnMap(z.union([z.string(), z.number()])).default({}),
        title: text,
        why: text,
      }),
    )
    .min(1),
});

const sample = z.strictObject({ file: text, rows: z.int().min(0) });

/** Our own keys. Strict: a misspelt key here would silently do nothing. */
const sealbreak = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
  search_file: z
    .string()
    .regex(/^[\w-][\w.-]*\.spl$/, 'expected the name of a .spl file beside the rule')
    .optional(),
  samples: z.strictObject({ match: sample.optional(), no_match: sample.optional() }).default({}),
  attack: z
    .strictObject({
      version: text,
      tactics: names,
      techniques: listOf(z.strictObject({ id: text, name: text })),
    })
    .optional(),
  data_sources: listOf(
    z.strictObject({ name: text, sourcetype: text, gives: text, present: text.optional() }),
  ),
  logic: names,
  columns: listOf(z.strictObject({ name: text, meaning: text })),
  false_positives: listOf(z.strictObject({ name: text, looks_like: text, check: text })),
  procedures: listOf(
    z.strictObject({
      name: text,
      fires: z.enum(['yes', 'no', 'on-record']),
      why: text,
      expect: listOf(z.strictObject({ source: text, signal: text })),
    }),
  ),
  limits: names,
  finding: findingKeys.optional(),
});

/**
 * A rule file: the keys of Splunk's security content that Sealbreak reads, in every form that the public repository has
 * used, and ours under `sealbreak`. Keys that are not named here are let through at the top level and refused under
 * `sealbreak`.
 */
export const ruleSchema = z.looseObject({
  name: text,
  id: text,
  version: looseText,
  date: looseText,
  author: looseText,
  status: looseText,
  type: looseText,
  description: text,
  data_source: listOf(z.unknown()),
  search: z.string().min(1).optional(),
  how_to_implement: looseText,
  known_false_positives: looseText,
  references: names,
  rba: rba.nullish(),
  tags: tags.nullish(),
  tests: listOf(z.unknown()),
  sealbreak: sealbreak.optional(),
});

export type RuleKeys = z.output<typeof ruleSchema>;
export type FindingKeys = z.output<typeof findingKeys>;
