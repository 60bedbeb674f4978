import type { Cell } from '@sealbreak/spl';
import type { Entities, EvidenceEvent, Finding, Severity } from '../finding.ts';
import type { EntityKind, FindingSpec, FindingText, Rule } from '../rules/rule.ts';
import { renderTemplate } from '../template/render-template.ts';
import { cellOf } from './cell-of.ts';
import { compareFindings } from './compare-findings.ts';
import { findingId } from './finding-id.ts';

/** The events behind one result row, as lineage found them. */
export interface RowEvidence {
  readonly total: number;
  /** Some of the events, in time order. */
  readonly shown: readonly EvidenceEvent[];
  /** Over all events, not only those shown: distinct values of the fields that `evidenceFields` names. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Over all events: epoch seconds; used where the row has no such column. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

export interface FindingOptions {
  /** The result columns, in the search's order. */
  readonly columns: readonly string[];
  /** The columns that the search groups by: the key of a rule that names none. Empty: every column is key. */
  readonly groupKeys?: readonly string[];
}

type Row = Readonly<Record<string, Cell>>;

const noEvidence: RowEvidence = { total: 0, shown: [], values: {}, firstTime: null, lastTime: null };

/** The event fields whose distinct values a rule wants of the events behind each row, for `RowEvidence.values`. */
export function evidenceFields(rule: Rule): readonly string[] {
  return [...new Set(Object.values(rule.finding.evidenceEntities).flat())];
}

/**
 * One finding for each result row, worst first. `evidence[i]` belongs to `rows[i]`; a row without evidence is a finding
 * all the same. Rows that share key and window are told apart by their order among each other.
 */
export function toFindings(
  rule: Rule,
  rows: readonly Row[],
  evidence: readonly RowEvidence[],
  options: FindingOptions,
): readonly Finding[] {
  const repeats = new Map<string, number>();
  return rows
    .map((row, index) => toFinding(rule, row, evidence[index] ?? noEvidence, options, repeats))
    .sort(compareFindings);
}

function toFinding(
  rule: Rule,
  row: Row,
  evidence: RowEvidence,
  options: FindingOptions,
  repeats: Map<string, number>,
): Finding {
  const spec = rule.finding;
  const firstSeen = timeOf(row, spec.firstSeen) ?? evidence.firstTime;
  const text = spec.texts.find((candidate) => holds(candidate, row)) ?? { title: [], why: [] };
  const keyColumns = spec.key ?? (options.groupKeys?.length ? options.groupKeys : options.columns);
  const identity = {
    ruleId: rule.id,
    key: keyColumns.map((column) => cellOf(row, column)),
    window: spec.window,
    firstSeen,
  };
  const base = findingId({ ...identity, repeat: 0 });
  const repeat = repeats.get(base) ?? 0;
  repeats.set(base, repeat + 1);
  return {
    id: repeat === 0 ? base : findingId({ ...identity, repeat }),
    ruleId: rule.id,
    ruleName: rule.name,
    title: renderTemplate(text.title, row) || rule.name,
    why: renderTemplate(text.why, row),
    severity: severityOf(spec, row),
    risk: riskOf(spec, row),
    firstSeen,
    lastSeen: timeOf(row, spec.lastSeen) ?? evidence.lastTime,
    entities: entitiesOf(spec, row, evidence),
    columns: options.columns,
    row,
    evidence: { total: evidence.total, shown: evidence.shown },
  };
}

/** `FirstSeen` is a number in our rules; a text that is one is taken too, other texts are no times. */
function timeOf(row: Row, column: string | null): number | null {
  const cell = column === null ? null : cellOf(row, column);
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  return typeof cell === 'string' && /^\d{1,12}(\.\d+)?$/.test(cell) ? Number(cell) : null;
}

function holds(text: FindingText, row: Row): boolean {
  return Object.entries(text.when).every(([column, wanted]) => {
    const cell = cellOf(row, column);
    return typeof cell === 'number' || typeof cell === 'string' ? String(cell) === String(wanted) : false;
  });
}

/** The table's entry for a cell. A multivalue has none: a rule grades by one value. */
function lookUp<T>(map: Readonly<Record<string, T>>, row: Row, column: string | null): T | undefined {
  const cell = column === null ? null : cellOf(row, column);
  if (cell === null || typeof cell === 'object') return undefined;
  return Object.hasOwn(map, String(cell)) ? map[String(cell)] : undefined;
}

function severityOf({ severity }: FindingSpec, row: Row): Severity {
  return lookUp(severity.map, row, severity.column) ?? severity.otherwise;
}

function riskOf({ risk }: FindingSpec, row: Row): number {
  const base = lookUp(risk.map, row, risk.column) ?? risk.otherwise;
  const added = risk.add.reduce(
    (sum, step) => (Number(cellOf(row, step.column)) >= step.atLeast ? sum + step.points : sum),
    0,
  );
  return Math.max(0, Math.min(100, base + added));
}

function entitiesOf(spec: FindingSpec, row: Row, evidence: RowEvidence): Entities {
  const collect = (kind: EntityKind): readonly string[] => {
    const values = new Set<string>();
    for (const column of spec.entities[kind])
      for (const value of textsOf(cellOf(row, column))) values.add(value);
    for (const field of spec.evidenceEntities[kind]) {
      for (const value of Object.hasOwn(evidence.values, field) ? (evidence.values[field] ?? []) : [])
        values.add(value);
    }
    values.delete('');
    return [...values].sort();
  };
  return {
    users: collect('users'),
    mailboxes: collect('mailboxes'),
    addresses: collect('addresses'),
    clients: collect('clients'),
  };
}

function textsOf(cell: Cell): readonly string[] {
  if (cell === null) return [];
  return typeof cell === 'object' ? cell : [String(cell)];
}
