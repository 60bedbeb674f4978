import {
  compileRules,
  contentFolder,
  type EventStore,
  evaluateRules,
  type HuntReport,
  isAtLeast,
  loadRules,
  packRequirements,
  type Rule,
  renderRuleFault,
  type Severity,
  timelineBins,
  timelineWidth,
} from '@sealbreak/detect';
import { huntRenderers, visible } from '@sealbreak/detect/report';
import { type Engine, EngineError, type LoadedEvents } from '@sealbreak/engine';
import type { Cell } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { chosenEngine, type EngineChoice } from '../engine-choice.ts';
import { createEventLoader } from '../event-loader.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { mappingsOf } from '../input-mappings.ts';
import { engineOptions, type InputOptions, timeRange } from '../input-options.ts';
import { inputSummary } from '../input-summary.ts';
import { type KnowledgeOptions, loadKnowledge } from '../knowledge/load-knowledge.ts';
import { type EventInput, openInputs, requireEvents } from '../load-events.ts';
import { type OutputOptions, paletteFor, writeOutput } from '../output.ts';
import type { CommandEnvironment } from '../program.ts';
import { createProgress } from '../progress.ts';
import { version } from '../version.ts';
import { withEngine } from '../with-engine.ts';

interface HuntCommandOptions extends InputOptions, OutputOptions, EngineChoice, KnowledgeOptions {
  readonly rule?: readonly string[];
  readonly content?: string;
  readonly evidence?: number;
  readonly failOn?: Severity;
}

/** Events that json and html show for a finding unless `--evidence` says otherwise. */
const defaultEvidence = 5;

/** Reads files, runs the rules, prints the findings. */
export async function hunt(
  paths: readonly string[],
  options: HuntCommandOptions,
  environment: CommandEnvironment,
): Promise<ExitCode> {
  return withEngine(await chosenEngine(options, engineOptions(options)), (opening) =>
    huntWith(opening, paths, options, environment),
  );
}

async function huntWith(
  opening: Promise<Engine>,
  paths: readonly string[],
  options: HuntCommandOptions,
  environment: CommandEnvironment,
): Promise<ExitCode> {
  const { console, signal } = environment;
  const started = performance.now();
  const now = Math.floor(Date.now() / 1000);
  const range = timeRange(options, now);
  const rules = await chosenRules(options, environment);
  const showsEvidence = options.format === 'json' || options.format === 'ndjson' || options.format === 'html';
  const knowledge = await loadKnowledge(options);
  const progress = createProgress(console);
  let input: EventInput | null = null;
  try {
    input = await openInputs(paths, { signal, progress, mappings: mappingsOf(options) });
    requireEvents(input);
    const engine = await opening;
    engine.lookups.use(knowledge.lookups);
    const loader = createEventLoader(engine, input, { keepDuplicates: options.keepDuplicates, signal });
    const { compiled, rejected } = await compileRules(
      rules,
      {
        now,
        ...knowledge,
        ...(range ? { range } : {}),
        evidencePerFinding: options.evidence ?? (showsEvidence ? defaultEvidence : 0),
      },
      loader.ask,
    );
    await loader.close();
    const loaded = await input.load(engine, {
      scans: packRequirements(compiled),
      keepDuplicates: options.keepDuplicates,
    });
    progress.end();
    const store: EventStore = {
      events: loaded.totals.records,
      rows: (query) => allRows(engine, query, loaded, signal),
      rawTexts: (ordinals) => loaded.rawTexts(ordinals, { signal }),
      failureOf: (error) => (error instanceof EngineError && !signal.aborted ? failureText(error) : null),
    };
    const { findings, outcomes } = await evaluateRules(store, compiled, rejected);
    const report = await makeReport({ input, loaded, findings, outcomes, range, started, now });
    if (options.format !== 'table') printNotices(report, console);
    const render = huntRenderers[options.format];
    await writeOutput(
      render(report, { rules, width: console.width, palette: paletteFor(options, console) }),
      options,
      console,
    );
    const inputCode = await inputSummary(
      input,
      loaded,
      { ...options, quiet: options.quiet || options.format === 'table' },
      console,
    );
    return huntCode(report, inputCode, options.failOn);
  } finally {
    progress.end();
    await input?.close();
  }
}

function failureText({ message, hint }: EngineError): string {
  return hint === undefined ? message : `${message} (${hint})`;
}

async function chosenRules(
  options: HuntCommandOptions,
  { console }: CommandEnvironment,
): Promise<readonly Rule[]> {
  const { rules, faults } = await loadRules(options.content ?? contentFolder());
  for (const fault of faults) console.err.write(`${renderRuleFault(fault)}\n`);
  if (rules.length === 0)
    throw new CliError(`there are no rules in ${options.content ?? 'the built-in content'}`);
  const wanted = options.rule;
  if (!wanted) return rules;
  const missing = wanted.find((id) => !rules.some((rule) => rule.id === id));
  if (missing !== undefined)
    throw new CliError(`there is no rule "${missing}"`, 'run "sealbreak rules list" to see them');
  return rules.filter((rule) => wanted.includes(rule.id));
}

async function allRows(
  engine: Engine,
  query: Parameters<EventStore['rows']>[0],
  loaded: LoadedEvents,
  signal: AbortSignal,
): ReturnType<EventStore['rows']> {
  const all: (readonly Cell[])[] = [];
  for await (const { rows } of engine.run(query, loaded, { signal })) all.push(...rows);
  return all;
}

interface ReportParts {
  readonly input: EventInput;
  readonly loaded: LoadedEvents;
  readonly findings: HuntReport['findings'];
  readonly outcomes: HuntReport['rules'];
  readonly range: HuntReport['range'] | null;
  readonly started: number;
  readonly now: number;
}

async function makeReport({
  input,
  loaded,
  findings,
  outcomes,
  range,
  started,
  now,
}: ReportParts): Promise<HuntReport> {
  const inputs = await input.accounts(loaded);
  const sum = (pick: (account: (typeof inputs)[number]) => number): number =>
    inputs.reduce((total, account) => total + pick(account), 0);
  const { firstTime, lastTime } = loaded.totals;
  const width = timelineWidth(firstTime ?? 0, lastTime ?? 0);
  return {
    tool: { name: 'sealbreak', version },
    generatedAt: now,
    elapsedMs: Math.round(performance.now() - started),
    range: range ?? { earliest: null, latest: null },
    totals: {
      files: inputs.length,
      bytes: input.bytes,
      records: sum((file) => file.records),
      events: sum((file) => file.read),
      duplicates: sum((file) => file.duplicates),
      quarantined: sum((file) => file.quarantined),
      firstEvent: firstTime,
      lastEvent: lastTime,
    },
    inputs,
    skipped: [...input.skipped, ...failedFiles(loaded)],
    quarantine: input.quarantine(),
    rules: outcomes,
    findings,
    timeline: timelineBins(await loaded.timeline(width), width, findings),
  };
}

/** A file that the engine could not read is named in the report like any other that was not looked at. */
function failedFiles({ failed }: LoadedEvents): HuntReport['skipped'] {
  return failed.map(({ file, error }) => ({
    path: file.source,
    sizeBytes: file.sizeBytes,
    reason: error.message,
    isDocument: false,
  }));
}

/** What may be missing from the findings, for formats in which a program would have to look for it. */
function printNotices({ rules }: HuntReport, { err }: CommandEnvironment['console']): void {
  for (const rule of rules) {
    if (rule.state !== 'evaluated') continue;
    for (const notice of rule.notices ?? []) err.write(`${visible(rule.ruleName)}: ${visible(notice)}\n`);
  }
}

function huntCode(report: HuntReport, inputCode: ExitCode, failOn: Severity | undefined): ExitCode {
  if (failOn && report.findings.some((finding) => isAtLeast(finding.severity, failOn)))
    return exitCode.findings;
  if (report.rules.some((rule) => rule.state === 'not-evaluated' && !rule.isDataAbsent))
    return exitCode.incomplete;
  return inputCode;
}
