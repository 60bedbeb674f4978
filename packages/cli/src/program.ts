import { Command, Option } from 'commander';
import type { Console } from './console.ts';
import type { ExitCode } from './exit-code.ts';
import {
  configOption,
  formatOption,
  lookupsOption,
  macrosOption,
  mmdbOption,
  resultFormat,
  wholeNumber,
  withEngineChoice,
  withMapping,
  withReading,
} from './program-options.ts';
import { version } from './version.ts';

/** What every command gets from main. */
export interface CommandEnvironment {
  readonly console: Console;
  readonly signal: AbortSignal;
  setExitCode(code: ExitCode): void;
}

/** The command line: names, options and help. Each action is imported when it runs, so that `--help` stays fast. */
export function createProgram(environment: CommandEnvironment): Command {
  const program = new Command('sealbreak')
    .description(
      'Finds remote email collection (MITRE ATT&CK T1114.002) in audit logs by running Splunk detections without Splunk.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ helpWidth: environment.console.width })
    .addHelpText('after', examplesHelp)
    .hook('preAction', async (_program, command) => {
      const { applyConfig } = await import('./config/apply-config.ts');
      await applyConfig(command, environment.console);
    });
  addHunt(program, environment);
  addSearch(program, environment);
  addRules(program, environment);
  addExplain(program, environment);
  addLanguageCommands(program, environment);
  addEditing(program, environment);
  addLake(program, environment);
  addGenerate(program, environment);
  addSources(program, environment);
  addDoctor(program, environment);
  return program;
}

const examplesHelp = `
Examples:
  sealbreak hunt case-files/                      findings in every log of a folder, worst first
  sealbreak hunt export.csv --format html --out report.html
  sealbreak search 'index=o365 | stats count by Operation' ual.ndjson.gz
  sealbreak explain remote-email-collection --stage sql

Exit codes: 0 ran · 1 failure · 2 misuse or bad input · 3 something was not evaluated · 4 findings at or above --fail-on · 130 interrupted`;

function addHunt(program: Command, environment: CommandEnvironment): void {
  withReading(
    program
      .command('hunt')
      .description('run the detections on files and print the findings, worst first, with their evidence')
      .argument('<path...>', 'files, folders or globs; - for standard input')
      .addOption(formatOption())
      .option('-o, --out <file>', 'write to a file instead of standard output')
      .option('--rule <id...>', 'only these rules')
      .option('--content <dir>', 'folder with rules in place of the built-in ones')
      .addOption(configOption())
      .addOption(macrosOption())
      .addOption(lookupsOption())
      .addOption(mmdbOption())
      .option(
        '--evidence <n>',
        'events to show for each finding (default: 5 in json and html, else 0)',
        wholeNumber,
      )
      .addOption(
        new Option('--fail-on <severity>', 'exit with 4 when a finding is at least so severe').choices([
          'low',
          'medium',
          'high',
          'critical',
        ]),
      ),
  ).action(async (paths: string[], options) => {
    const { hunt } = await import('./commands/hunt.ts');
    environment.setExitCode(await hunt(paths, options, environment));
  });
}

function addSearch(program: Command, environment: CommandEnvironment): void {
  withReading(
    program
      .command('search')
      .description('run any SPL on files, or on standard input when no path is given')
      .argument('<spl>', 'the search; @file reads it from a file')
      .argument('[path...]', 'files, folders or globs; - for standard input')
      .addOption(formatOption())
      .option('-o, --out <file>', 'write to a file instead of standard output')
      .addOption(configOption())
      .addOption(macrosOption())
      .addOption(lookupsOption())
      .addOption(mmdbOption()),
  ).action(async (spl: string, paths: string[], options) => {
    const { search } = await import('./commands/search.ts');
    environment.setExitCode(await search(spl, paths, options, environment));
  });
}

function addRules(program: Command, environment: CommandEnvironment): void {
  const rules = program.command('rules').description('list, show and check detection rules');
  rules
    .command('list')
    .description('list the rules')
    .option('--content <dir>', 'folder with rules in place of the built-in ones')
    .addOption(formatOption())
    .action(async (options) => {
      const { listRules } = await import('./commands/rules.ts');
      environment.setExitCode(await listRules(options, environment));
    });
  rules
    .command('show')
    .description('show one rule with everything that belongs to it')
    .argument('<id>', 'the id of the rule')
    .option('--content <dir>', 'folder with rules in place of the built-in ones')
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(['text', 'json', 'spl']).default('text'),
    )
    .action(async (id: string, options) => {
      const { showRule } = await import('./commands/rules.ts');
      environment.setExitCode(await showRule(id, options, environment));
    });
  rules
    .command('lint')
    .description('check rules: the YAML, the SPL, the texts')
    .argument('[path]', 'a rule file or folder (default: the built-in rules)')
    .action(async (path: string | undefined) => {
      const { lintRuleFiles } = await import('./commands/rules.ts');
      environment.setExitCode(await lintRuleFiles(path, environment));
    });
}

function addExplain(program: Command, environment: CommandEnvironment): void {
  program
    .command('explain')
    .description('show how a rule or a search is understood, stage by stage')
    .argument('<rule or spl>', 'the id of a rule, an SPL text, or @file')
    .addOption(
      new Option('--stage <stage>', 'one stage only').choices(['tokens', 'ast', 'plan', 'sql', 'fields']),
    )
    .option('--content <dir>', 'folder with rules in place of the built-in ones')
    .addOption(configOption())
    .addOption(macrosOption())
    .addOption(lookupsOption())
    .addOption(mmdbOption())
    .action(async (text: string, options) => {
      const { explain } = await import('./commands/explain.ts');
      environment.setExitCode(await explain(text, options, environment));
    });
}

function addLanguageCommands(program: Command, environment: CommandEnvironment): void {
  withEngineChoice(
    program
      .command('conformance')
      .description('run conformance vectors of the language: rows in, SPL, rows out')
      .argument('<vectors.jsonl>', 'one {id, area, spl, events, expect, ordered} a line')
      .option('--area <name...>', 'only these areas')
      .addOption(configOption())
      .addOption(resultFormat()),
  ).action(async (path: string, options) => {
    const { conformance } = await import('./commands/conformance.ts');
    environment.setExitCode(await conformance(path, options, environment));
  });
  program
    .command('check')
    .description('parse and compile a corpus of searches')
    .argument('<corpus.jsonl>', 'one {id, search} a line')
    .addOption(configOption())
    .addOption(macrosOption())
    .addOption(lookupsOption())
    .addOption(resultFormat())
    .action(async (path: string, options) => {
      const { check } = await import('./commands/check.ts');
      environment.setExitCode(await check(path, options, environment));
    });
}

function addEditing(program: Command, environment: CommandEnvironment): void {
  program
    .command('lint')
    .description(
      'say what a search may get wrong: traps of the language, and clauses that no record can satisfy',
    )
    .argument('<rule or spl>', 'the id of a rule, an SPL text, or @file')
    .addOption(configOption())
    .addOption(macrosOption())
    .addOption(lookupsOption())
    .option('--content <dir>', 'folder with rules in place of the built-in ones')
    .addOption(new Option('--level <level>', 'the least to say').choices(['info', 'warning']).default('info'))
    .addOption(resultFormat())
    .action(async (text: string, options) => {
      const { lint } = await import('./commands/lint.ts');
      environment.setExitCode(await lint(text, options, environment));
    });
  program
    .command('lsp')
    .description('serve an editor over standard input and output (Language Server Protocol)')
    .addOption(configOption())
    .addOption(macrosOption())
    .addOption(lookupsOption())
    .action(async (options) => {
      const { lsp } = await import('./commands/lsp.ts');
      environment.setExitCode(await lsp(options, environment));
    });
}

function addLake(program: Command, environment: CommandEnvironment): void {
  withMapping(
    program
      .command('ingest')
      .description('keep the events of files in the store, each of them once')
      .argument('<path...>', 'files, folders or globs')
      .option('--data <dir>', 'folder of the store', 'sealbreak-data')
      .addOption(configOption()),
  ).action(async (paths: string[], options) => {
    const { ingest } = await import('./commands/ingest.ts');
    environment.setExitCode(await ingest(paths, options, environment));
  });
  const lake = program.command('lake').description('the store of events');
  lake
    .command('stats')
    .description('print what the store holds, by sourcetype')
    .option('--data <dir>', 'folder of the store', 'sealbreak-data')
    .addOption(resultFormat())
    .action(async (options) => {
      const { lakeStats } = await import('./commands/ingest.ts');
      environment.setExitCode(await lakeStats(options, environment));
    });
  withEngineChoice(
    lake
      .command('init')
      .description('make the tables of the store; those that are there stay as they are')
      .option('--dry-run', 'print the statements and contact nobody', false)
      .option('--cluster <name>', 'make replicated tables on this cluster')
      .option('--retention-days <n>', 'delete events this old (default: never)', wholeNumber)
      .addOption(configOption()),
  ).action(async (options) => {
    const { lakeInit } = await import('./commands/lake.ts');
    environment.setExitCode(await lakeInit(options, environment));
  });
}

function addGenerate(program: Command, environment: CommandEnvironment): void {
  program
    .command('generate')
    .description('make a synthetic tenant with planted attacks and a ground-truth file')
    .option(
      '-o, --out <path>',
      'a folder for the shipped example set, or a .ndjson or .ndjson.gz file',
      'examples',
    )
    .option('--events <n>', 'number of events', wholeNumber)
    .option('--mailboxes <n>', 'number of mailboxes', wholeNumber)
    .option('--seed <n>', 'seed; the same seed gives the same bytes', wholeNumber)
    .action(async (options) => {
      const { generate } = await import('./commands/generate.ts');
      environment.setExitCode(await generate(options, environment));
    });
}

function addSources(program: Command, environment: CommandEnvironment): void {
  withMapping(
    program
      .command('identify')
      .description('say what each file is, why, how sure, with which sourcetypes, or why it is not read')
      .argument('<path...>', 'files, folders or globs; - for standard input')
      .addOption(formatOption())
      .option('-o, --out <file>', 'write to a file instead of standard output')
      .addOption(configOption()),
  ).action(async (paths: string[], options) => {
    const { identifyFiles } = await import('./commands/identify.ts');
    environment.setExitCode(await identifyFiles(paths, options, environment));
  });
  program
    .command('sources')
    .description('list the logs that are read: what tells them, their sourcetypes, how to get them')
    .addOption(formatOption())
    .option('-o, --out <file>', 'write to a file instead of standard output')
    .action(async (options) => {
      const { listSources } = await import('./commands/sources.ts');
      environment.setExitCode(await listSources(options, environment));
    });
}

function addDoctor(program: Command, environment: CommandEnvironment): void {
  program
    .command('doctor')
    .description('print versions, engine and memory, for a bug report')
    .action(async () => {
      const { doctor } = await import('./commands/doctor.ts');
      environment.setExitCode(await doctor(environment));
    });
}
