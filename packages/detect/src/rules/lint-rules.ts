import { templateColumns } from '../template/template.ts';
import type { RuleFault, RuleFaultCode } from './fault.ts';
import type { FindingSpec, Rule } from './rule.ts';

/** What a compiler says of a search; the shape of `spl`'s diagnostics. */
interface SearchFault {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** UTF-16 offsets into the search. */
  readonly span: { readonly start: number; readonly end: number };
  readonly message: string;
  readonly hint?: string;
}

export interface LintOptions {
  /** Compiles a search; its diagnostics become faults of the rule. Left out: searches are not compiled. */
  readonly checkSearch?: (search: string) => readonly SearchFault[];
  /** Reads a sample beside a rule; null when there is none. Left out: samples are not looked at. */
  readonly readSample?: (rule: Rule, file: string) => string | null;
}

/**
 * What is wrong with rules beyond their form: ids that clash, columns that nothing gives, missing texts and samples,
 * searches that do not compile. Gathers everything; the order is that of the rules.
 */
export function lintRules(rules: readonly Rule[], options: LintOptions = {}): readonly RuleFault[] {
  return [
    ...duplicateFaults(rules, 'id', (rule) => rule.id),
    ...duplicateFaults(rules, 'uuid', (rule) => rule.uuid),
    ...rules.flatMap((rule) => [
      ...folderFaults(rule),
      ...columnFaults(rule),
      ...textFaults(rule),
      ...sampleFaults(rule, options),
      ...searchFaults(rule, options),
    ]),
  ];
}

function fault(
  rule: Rule,
  severity: RuleFault['severity'],
  code: RuleFaultCode,
  message: string,
  hint?: string,
): RuleFault {
  return {
    code,
    severity,
    file: rule.file,
    line: 1,
    column: 1,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function duplicateFaults(
  rules: readonly Rule[],
  what: string,
  idOf: (rule: Rule) => string,
): readonly RuleFault[] {
  const first = new Map<string, Rule>();
  return rules.flatMap((rule) => {
    const other = first.get(idOf(rule));
    if (!other) first.set(idOf(rule), rule);
    return other
      ? [fault(rule, 'error', 'SPL6008', `the ${what} "${idOf(rule)}" belongs to ${other.file}`)]
      : [];
  });
}

/** A rule folder is found by its id. */
function folderFaults(rule: Rule): readonly RuleFault[] {
  const [file, folder] = rule.file.split(/[\\/]/).toReversed();
  if (file !== 'rule.yaml' || folder === undefined || folder === rule.id) return [];
  return [fault(rule, 'error', 'SPL6009', `the id "${rule.id}" is not the name of the folder, "${folder}"`)];
}

/** Only rules that list their columns can be checked: what a search gives is known after compiling. */
function columnFaults(rule: Rule): readonly RuleFault[] {
  const known = new Set(rule.texts.columns.map((column) => column.name));
  if (known.size === 0) return [];
  const unknown = [...new Set(columnsUsed(rule.finding))].filter((column) => !known.has(column));
  return unknown.map((column) =>
    fault(
      rule,
      'error',
      'SPL6010',
      `the finding uses the column "${column}"`,
      'add it to sealbreak.columns, or correct the name',
    ),
  );
}

/** Every result column that a finding is made from. */
function columnsUsed(spec: FindingSpec): readonly string[] {
  return [
    spec.severity.column,
    spec.risk.column,
    spec.firstSeen,
    spec.lastSeen,
    ...spec.risk.add.map((step) => step.column),
    ...Object.values(spec.entities).flat(),
    ...(spec.key ?? []),
    ...spec.texts.flatMap((text) => [
      ...Object.keys(text.when),
      ...templateColumns(text.title),
      ...templateColumns(text.why),
    ]),
  ].filter((column) => column !== null);
}

/** Our own rules carry what the report prints; a public rule is taken as it is. */
function textFaults(rule: Rule): readonly RuleFault[] {
  if (rule.texts.columns.length === 0) return [];
  const missing = [
    ['attack.techniques', rule.attack.techniques.length],
    ['logic', rule.texts.logic.length],
    ['data_sources', rule.texts.dataSources.length],
    ['false_positives', rule.texts.falsePositives.length],
    ['limits', rule.texts.limits.length],
    ['samples.match', rule.samples.match ? 1 : 0],
    ['samples.no_match', rule.samples.noMatch ? 1 : 0],
  ] as const;
  return missing.flatMap(([key, count]) =>
    count === 0 ? [fault(rule, 'warning', 'SPL6013', `"sealbreak.${key}" is missing or empty`)] : [],
  );
}

function sampleFaults(rule: Rule, { readSample }: LintOptions): readonly RuleFault[] {
  if (!readSample) return [];
  return [rule.samples.match, rule.samples.noMatch].flatMap((sample) => {
    if (!sample) return [];
    const text = readSample(rule, sample.file);
    if (text === null) return [fault(rule, 'error', 'SPL6011', `the sample "${sample.file}" cannot be read`)];
    const bad = text.split('\n').findIndex((line) => line.trim() !== '' && !isJsonObject(line));
    return bad < 0
      ? []
      : [fault(rule, 'error', 'SPL6011', `line ${bad + 1} of the sample "${sample.file}" is no JSON object`)];
  });
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function searchFaults(rule: Rule, { checkSearch }: LintOptions): readonly RuleFault[] {
  const ownFile = rule.searchFile !== rule.file;
  return (checkSearch?.(rule.search) ?? []).flatMap((diagnostic) => {
    if (diagnostic.severity === 'info') return [];
    const before = rule.search.slice(0, diagnostic.span.start).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const message = `${diagnostic.code}: ${diagnostic.message}${ownFile ? '' : ` (at ${place.line}:${place.column} of the search)`}`;
    const found = {
      ...fault(rule, diagnostic.severity, 'SPL6012', message, diagnostic.hint),
      file: rule.searchFile,
    };
    return [ownFile ? { ...found, ...place } : found];
  });
}
