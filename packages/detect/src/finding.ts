import type { Cell } from '@sealbreak/spl';

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** Worst last, so that an index compares severities. */
export const severities: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical'];

/** Who and what a finding is about; each list is distinct and sorted. */
export interface Entities {
  readonly users: readonly string[];
  readonly mailboxes: readonly string[];
  readonly addresses: readonly string[];
  readonly clients: readonly string[];
}

/** One event behind a finding. */
export interface EvidenceEvent {
  /** Epoch seconds; null when the event has no time. */
  readonly time: number | null;
  /** The file the event was read from, as the user named it. */
  readonly source: string;
  /** The record's own id (AuditData `Id`). */
  readonly id: string | null;
  /** The fields that the rule reads and the usual audit fields, absent ones left out. */
  readonly fields: Readonly<Record<string, Cell>>;
  /** The whole record as it was read, when it was asked for. */
  readonly raw?: string;
}

export interface Finding {
  /** Stable: the same rule, entity and window give the same id on every run. */
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly title: string;
  /** One or two sentences in plain words: why it fired. */
  readonly why: string;
  readonly severity: Severity;
  /** 0 to 100. */
  readonly risk: number;
  /** Epoch seconds. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  readonly entities: Entities;
  /** The rule's own result row, columns in the rule's order. */
  readonly columns: readonly string[];
  readonly row: Readonly<Record<string, Cell>>;
  readonly evidence: { readonly total: number; readonly shown: readonly EvidenceEvent[] };
}

/** What became of a rule in a run. "Not evaluated" is a result of its own, never "no findings". */
export type RuleOutcome =
  | {
      readonly ruleId: string;
      readonly ruleName: string;
      readonly state: 'evaluated';
      readonly findings: number;
      readonly events: number;
      /** What may be missing from its findings, such as rows that a limit left out of a subsearch; absent: nothing. */
      readonly notices?: readonly string[];
    }
  | {
      readonly ruleId: string;
      readonly ruleName: string;
      readonly state: 'not-evaluated';
      readonly reason: string;
      /** The records that the rule needs are not among those that were read; otherwise something failed. */
      readonly isDataAbsent?: true;
    };

/** One input file in the account of a run. read + duplicates + quarantined = records. */
export interface FileAccount {
  readonly path: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly records: number;
  readonly read: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** Remarks: repaired bytes, a truncated end, salvaged records. */
  readonly notices: readonly string[];
}

/** A file that is no log we read. */
export interface SkippedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly reason: string;
  /** True for a text or picture that people read: no log is missed with it. */
  readonly isDocument: boolean;
}

export interface QuarantinedRecord {
  readonly path: string;
  /** 1-based line or record number; null when unknown. */
  readonly line: number | null;
  readonly reason: string;
  /** The first 200 characters of what could not be read. */
  readonly excerpt: string;
}

/** Everything that a hunt found and did: the one input of every output format. */
export interface HuntReport {
  readonly tool: { readonly name: 'sealbreak'; readonly version: string };
  /** Epoch seconds. */
  readonly generatedAt: number;
  readonly elapsedMs: number;
  readonly range: { readonly earliest: number | null; readonly latest: number | null };
  readonly totals: {
    readonly files: number;
    readonly bytes: number;
    readonly records: number;
    readonly events: number;
    readonly duplicates: number;
    readonly quarantined: number;
    readonly firstEvent: number | null;
    readonly lastEvent: number | null;
  };
  readonly inputs: readonly FileAccount[];
  readonly skipped: readonly SkippedFile[];
  /** Capped; `totals.quarantined` counts all. */
  readonly quarantine: readonly QuarantinedRecord[];
  readonly rules: readonly RuleOutcome[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Events over time, evenly binned: all events read, and those behind a finding by severity. */
  readonly timeline: readonly TimelineBin[];
}

export interface TimelineBin {
  /** Epoch seconds of the bin's start. */
  readonly start: number;
  readonly seconds: number;
  readonly events: number;
  readonly matched: Readonly<Record<Severity, number>>;
}
