import type { Entities, Severity } from '../finding.ts';
import type { Template } from '../template/template.ts';

/**
 * A rule ready to run: the keys of Splunk's security content, and what Sealbreak adds to them. Public rules that carry
 * none of our keys have the same shape, with empty texts and a finding made from their own risk keys.
 */
export interface Rule {
  /** `sealbreak.id`, else the file's name without its ending. Never changes: finding ids are made from it. */
  readonly id: string;
  /** The security content id. */
  readonly uuid: string;
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly author: string;
  readonly status: string;
  readonly type: string;
  readonly description: string;
  readonly dataSource: readonly string[];
  readonly howToImplement: string;
  readonly knownFalsePositives: string;
  readonly references: readonly string[];
  /** The SPL text, byte for byte. */
  readonly search: string;
  /** The file that holds the search: the rule's own, or the one beside it. */
  readonly searchFile: string;
  readonly file: string;
  readonly attack: RuleAttack;
  readonly texts: RuleTexts;
  readonly finding: FindingSpec;
  readonly samples: { readonly match: RuleSample | null; readonly noMatch: RuleSample | null };
}

export interface RuleAttack {
  /** The ATT&CK release the ids are taken from; '' when the rule does not say. */
  readonly version: string;
  readonly tactics: readonly string[];
  /** `name` is '' where only the id is known. */
  readonly techniques: readonly { readonly id: string; readonly name: string }[];
}

/** What people read about a rule. All lists are empty for a rule without our keys. */
export interface RuleTexts {
  readonly logic: readonly string[];
  readonly dataSources: readonly {
    readonly name: string;
    readonly sourcetype: string;
    readonly gives: string;
    /** Search terms that records of the source match, in SPL: without any the rule cannot be evaluated. Null: it can do without. */
    readonly present: string | null;
  }[];
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
  readonly falsePositives: readonly FalsePositive[];
  readonly procedures: readonly RuleProcedure[];
  readonly limits: readonly string[];
}

/** A benign cause: how it looks in the result, and how to make sure that it is the one. */
export interface FalsePositive {
  readonly name: string;
  readonly looksLike: string;
  readonly check: string;
}

/** A way to try the rule out, with the telemetry to expect. */
export interface RuleProcedure {
  readonly name: string;
  /** `on-record`: the rule matches the record, but the platform does not normally write one. */
  readonly fires: 'yes' | 'no' | 'on-record';
  readonly why: string;
  readonly expect: readonly { readonly source: string; readonly signal: string }[];
}

export type EntityKind = keyof Entities;

/** How a result row becomes a finding. */
export interface FindingSpec {
  readonly severity: {
    readonly column: string | null;
    readonly map: Readonly<Record<string, Severity>>;
    readonly otherwise: Severity;
  };
  readonly risk: {
    readonly column: string | null;
    readonly map: Readonly<Record<string, number>>;
    readonly otherwise: number;
    /** Points added when a number reaches a mark; the sum stays within 0 to 100. */
    readonly add: readonly { readonly column: string; readonly atLeast: number; readonly points: number }[];
  };
  /** Result columns that name entities. */
  readonly entities: Readonly<Record<EntityKind, readonly string[]>>;
  /** Event fields that name entities; the values come from the events behind the row. */
  readonly evidenceEntities: Readonly<Record<EntityKind, readonly string[]>>;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** The columns that tell one finding from another; null: the group keys of the search. */
  readonly key: readonly string[] | null;
  readonly window: FindingWindow;
  /** The first whose conditions hold is used; never empty. */
  readonly texts: readonly FindingText[];
}

/**
 * What else goes into a finding's id. `day`: the UTC day of the first event, so that the same account acting again next
 * week is a new finding, and more events of the same affair are not. `none`: nothing, the key alone.
 */
export type FindingWindow = 'day' | 'none';

export interface FindingText {
  /** Every column named must have exactly this value. */
  readonly when: Readonly<Record<string, string | number>>;
  readonly title: Template;
  readonly why: Template;
}

/** Synthetic records beside the rule, and how many result rows they give. */
export interface RuleSample {
  readonly file: string;
  readonly rows: number;
}
