import {
  type Ask,
  addOns,
  type Compilation,
  compileAnswered,
  compileSpl,
  type Diagnostic,
  type EvidencePlans,
  evidencePlans,
  type LookupDefinition,
  type MacroDefinition,
  ordinalField,
  type PlaceOf,
  type QueryPlan,
  type ScanColumn,
  type ScanRequirement,
  scanRequirements,
  type TimeRange,
} from '@sealbreak/spl';
import { evidenceFields } from '../findings/to-findings.ts';
import type { Rule } from '../rules/rule.ts';

/** The audit fields that a person wants to see of an event, besides those that the rule reads. */
const usualFields: readonly string[] = [
  '_time',
  'source',
  'Id',
  'OrganizationId',
  'Operation',
  'RecordType',
  'Workload',
  'ResultStatus',
  'UserId',
  'UserType',
  'LogonType',
  'MailboxOwnerUPN',
  'ObjectId',
  'ClientIP',
  'ClientIPAddress',
  'ClientInfoString',
  'AppId',
  'ClientAppId',
  'SessionId',
];

/** A rule with its plan, and the plans that give the evidence of its result rows. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly query: QueryPlan;
  /** Null when the rows come from no single scan: such findings have no evidence. */
  readonly evidence: EvidencePlans | null;
  /** Names of the columns of `evidence.shown` after its keys. */
  readonly evidenceFields: readonly string[];
  readonly valueFields: readonly string[];
  readonly evidencePerFinding: number;
  /** For each source that the rule cannot do without: how many of its records there are. */
  readonly sources: readonly { readonly name: string; readonly count: QueryPlan }[];
  /** The limits of its subsearches, to be looked at. */
  readonly limits: Compilation['limits'];
  /** What a limit left out of subsearches that were answered while the rule was compiled, in words. */
  readonly leftOut: readonly string[];
}

/** A rule that cannot be evaluated, and why. */
export interface RejectedRule {
  readonly rule: Rule;
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface HuntOptions {
  /** Start of the run, epoch seconds. */
  readonly now: number;
  readonly range?: TimeRange;
  readonly macros?: readonly MacroDefinition[];
  readonly lookups?: readonly LookupDefinition[];
  readonly placeOf?: PlaceOf;
  /** Events to show for each finding. */
  readonly evidencePerFinding: number;
}

/**
 * Compiles the rules of a pack. A rule that does not compile is no reason not to run the others. `ask` answers what the
 * plan of a rule depends on, such as the columns of a chart.
 */
export async function compileRules(
  rules: readonly Rule[],
  options: HuntOptions,
  ask: Ask,
): Promise<{ readonly compiled: readonly CompiledRule[]; readonly rejected: readonly RejectedRule[] }> {
  const compiled: CompiledRule[] = [];
  const rejected: RejectedRule[] = [];
  const settings = {
    ...addOns,
    now: options.now,
    macros: options.macros ?? [],
    lookups: options.lookups ?? [],
    ...(options.placeOf ? { placeOf: options.placeOf } : {}),
    ...(options.range ? { range: options.range } : {}),
  };
  const counts = new Map<string, Compilation>();
  for (const rule of rules) {
    const sources = rule.texts.dataSources.flatMap(({ name, present }) => {
      if (present === null) return [];
      const known = counts.get(present) ?? compileSpl(`search ${present} | stats count`, settings);
      counts.set(present, known);
      return [{ name, compilation: known }];
    });
    const unclear = sources.find((source) => rejectionReason(source.compilation) !== null);
    if (unclear) {
      const reason = `how to recognise its data source "${unclear.name}" does not compile`;
      rejected.push({ rule, reason, diagnostics: unclear.compilation.diagnostics });
      continue;
    }
    const compilation = await compileAnswered(rule.search, settings, ask);
    const reason = rejectionReason(compilation);
    if (reason !== null || !compilation.query)
      rejected.push({ rule, reason: reason ?? 'it does not compile', diagnostics: compilation.diagnostics });
    else
      compiled.push({
        ...withEvidence(rule, compilation.query, options),
        sources: sources.flatMap(({ name, compilation: { query } }) =>
          query ? [{ name, count: query }] : [],
        ),
        limits: compilation.limits,
        leftOut: leftOut(compilation),
      });
  }
  return { compiled, rejected };
}

function leftOut({ diagnostics }: Compilation): readonly string[] {
  return diagnostics.filter(({ code }) => code === 'SPL3041').map(({ message }) => message);
}

function rejectionReason(compilation: Compilation): string | null {
  const error = compilation.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (error) return `the search does not compile: ${error.message}`;
  if (compilation.needsUniverse)
    return 'the search asks for all fields of the events; a rule has to name them';
  return null;
}

function withEvidence(
  rule: Rule,
  query: QueryPlan,
  options: HuntOptions,
): Omit<CompiledRule, 'sources' | 'limits' | 'leftOut'> {
  const read = scanRequirements(query).flatMap((requirement) =>
    requirement.columns.map((column) => column.field),
  );
  const fields = [...new Set([...usualFields, ...read.filter((field) => field !== '_raw'), ordinalField])];
  const valueFields = evidenceFields(rule);
  const evidence = evidencePlans(query, { fields, valueFields, perRow: options.evidencePerFinding });
  return {
    rule,
    query,
    evidence,
    evidenceFields: fields,
    valueFields,
    evidencePerFinding: options.evidencePerFinding,
  };
}

/** What each rule and its evidence ask of the events: one load serves the whole pack. */
export function packRequirements(compiled: readonly CompiledRule[]): readonly ScanRequirement[] {
  return compiled.flatMap(({ query, evidence, limits, sources }) => {
    const more = evidence ? [evidence.shown, evidence.totals].flatMap(scanRequirements) : [];
    // The evidence reads the same events as the rule, with further fields under ids of the same plan.
    const own = scanRequirements(query).map((requirement) => ({
      ...requirement,
      columns: uniqueById(
        [requirement, ...more.filter((other) => other.scanId === requirement.scanId)].flatMap(
          (scan) => scan.columns,
        ),
      ),
    }));
    // Plans of their own, with ids of their own.
    const others = [...limits.map((limit) => limit.query), ...sources.map((source) => source.count)];
    return [...own, ...others.flatMap(scanRequirements)];
  });
}

function uniqueById(columns: readonly ScanColumn[]): readonly ScanColumn[] {
  return [...new Map(columns.map((column) => [column.id, column])).values()];
}
