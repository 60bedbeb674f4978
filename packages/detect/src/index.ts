export type * from './finding.ts';
export { severities } from './finding.ts';
export { compareFindings } from './findings/compare-findings.ts';
export { evidenceFields, type FindingOptions, type RowEvidence, toFindings } from './findings/to-findings.ts';
export {
  type CompiledRule,
  compileRules,
  type HuntOptions,
  packRequirements,
  type RejectedRule,
} from './hunt/compile-rules.ts';
export { evaluateRules, type HuntResult } from './hunt/evaluate-rules.ts';
export type { EventStore } from './hunt/event-store.ts';
export { isAtLeast, timelineBins, timelineWidth } from './hunt/timeline.ts';
export { parseConf } from './knowledge/conf.ts';
export {
  type LookupSettings,
  type LookupStanza,
  lookupStanzas,
  lookupsOfYaml,
  readLookupSettings,
} from './knowledge/lookup-settings.ts';
export { type MacroFile, macroOf, macrosOfConf, macrosOfYaml } from './knowledge/macro-readers.ts';
export type { ReportOptions } from './report/report-options.ts';
export type { ResultTable, TableOptions } from './report/table/result-table.ts';
export { contentFolder } from './rules/content-folder.ts';
export { type RuleFault, renderRuleFault } from './rules/fault.ts';
export { type LintOptions, lintRules } from './rules/lint-rules.ts';
export { type LoadedRules, loadRules } from './rules/load-rules.ts';
export type * from './rules/rule.ts';
export { type LocatedYaml, readLocatedYaml } from './yaml/located-yaml.ts';
export { schemaFaults } from './yaml/schema-faults.ts';
