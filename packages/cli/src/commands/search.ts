import { existsSync } from 'node:fs';
import { tableRenderers } from '@sealbreak/detect/report';
import type { Engine, LoadedEvents } from '@sealbreak/engine';
import {
  addOns,
  type Cell,
  type Compilation,
  type CompileOptions,
  compileAnswered,
  compileSpl,
  type Diagnostic,
  type FieldInfo,
  limitNotices,
  scanRequirements,
} from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { reportDiagnostics } from '../diagnostics.ts';
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
import { textArgument } from '../text-argument.ts';
import { withEngine } from '../with-engine.ts';

interface SearchOptions extends InputOptions, OutputOptions, EngineChoice, KnowledgeOptions {}

/** Runs a search on files and prints its rows. */
export async function search(
  text: string,
  paths: readonly string[],
  options: SearchOptions,
  environment: CommandEnvironment,
): Promise<ExitCode> {
  return withEngine(await chosenEngine(options, engineOptions(options)), (opening) =>
    searchWith(opening, text, paths, options, environment),
  );
}

async function searchWith(
  opening: Promise<Engine>,
  text: string,
  paths: readonly string[],
  options: SearchOptions,
  environment: CommandEnvironment,
): Promise<ExitCode> {
  const { console, signal } = environment;
  refuseSwapped(text, paths);
  const spl = await textArgument(text);
  const now = Math.floor(Date.now() / 1000);
  const range = timeRange(options, now);
  const knowledge = await loadKnowledge(options);
  const { macros } = knowledge;
  const settings: CompileOptions = { ...addOns, now, ...knowledge, ...(range ? { range } : {}) };
  const first = compileSpl(spl, settings);
  if (reportDiagnostics(first.diagnostics, spl, console)) return exitCode.misuse;
  if (!options.quiet) {
    const { printLintNotices } = await import('../lint-notices.ts');
    printLintNotices(spl, macros, console);
  }
  const progress = createProgress(console);
  const needsEvents = first.query === null || scanRequirements(first.query).length > 0;
  const input = needsEvents
    ? await openInputs(paths.length > 0 ? paths : ['-'], { signal, progress, mappings: mappingsOf(options) })
    : null;
  try {
    if (input) requireEvents(input);
    return await run(await opening, first, input, { spl, settings, options, environment, progress });
  } finally {
    progress.end();
    await input?.close();
  }
}

/** A file as the search and no file as the path: the two were given the wrong way round. */
function refuseSwapped(text: string, [path]: readonly string[]): void {
  if (path === undefined || path === '-' || existsSync(path) || !existsSync(text)) return;
  throw new CliError(`"${text}" is a file and no search`, 'the search comes first, then the files');
}

interface Run {
  readonly spl: string;
  readonly settings: CompileOptions;
  readonly options: SearchOptions;
  readonly environment: CommandEnvironment;
  readonly progress: ReturnType<typeof createProgress>;
}

async function run(
  engine: Engine,
  first: Compilation,
  input: EventInput | null,
  { spl, settings, options, environment, progress }: Run,
): Promise<ExitCode> {
  const { console, signal } = environment;
  engine.lookups.use(settings.lookups ?? []);
  // Without a summary nobody sees what the other records were; `strict` depends on it.
  const request = { keepDuplicates: options.keepDuplicates, keptOnly: options.quiet && !options.strict };
  const loader = createEventLoader(engine, input, { ...request, signal });
  let universe: readonly FieldInfo[] | undefined;
  if (first.needsUniverse && input) {
    const scans = first.discovery.flatMap(scanRequirements);
    universe = withDefaultFields(await input.discoverFields(engine, { ...request, scans }));
  }
  const known = universe ? { ...settings, universe } : settings;
  const isFinal = !universe && first.questions.length === 0;
  const compilation = isFinal ? first : await compileAnswered(spl, known, loader.ask);
  if (!isFinal && reportDiagnostics(compilation.diagnostics, spl, console)) return exitCode.misuse;
  const { query } = compilation;
  if (!query) return exitCode.misuse;
  const loaded = await loader.load(query);
  progress.end();
  const columns = query.output.map((column) => column.name);
  const table = { columns, rows: eachRow(engine.run(query, loaded, { signal })) };
  await writeOutput(
    tableRenderers[options.format](table, {
      width: console.width,
      palette: paletteFor(options, console),
      title: spl,
    }),
    options,
    console,
  );
  reportDiagnostics(await limitsReached(engine, compilation, loaded, signal), spl, console);
  return input ? await inputSummary(input, loaded, options, console) : exitCode.ok;
}

/** Says which limits left out rows of a subsearch. Where there are fewer events than that, it is not worth a look. */
function limitsReached(
  engine: Engine,
  { limits }: Compilation,
  loaded: LoadedEvents,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const within = limits.filter(({ rows }) => loaded.totals.records > rows);
  return limitNotices(within, async (query) => {
    const found: (readonly Cell[])[] = [];
    for await (const row of eachRow(engine.run(query, loaded, { signal }))) found.push(row);
    return found;
  });
}

async function* eachRow(batches: ReturnType<Engine['run']>): AsyncGenerator<readonly Cell[]> {
  for await (const { rows } of batches) yield* rows;
}

/** Fields that every event has besides those of its record. */
function withDefaultFields(fields: readonly FieldInfo[]): readonly FieldInfo[] {
  const always: readonly FieldInfo[] = [
    { name: '_time', type: 'number' },
    ...['host', 'index', 'source', 'sourcetype'].map((name): FieldInfo => ({ name, type: 'dynamic' })),
  ];
  return [...always, ...fields.filter((field) => !always.some((other) => other.name === field.name))];
}
