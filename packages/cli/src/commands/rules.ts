import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentFolder, lintRules, loadRules, type Rule, renderRuleFault } from '@sealbreak/detect';
import { tableRenderers, visible } from '@sealbreak/detect/report';
import { compileSpl } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type OutputOptions, paletteFor, writeOutput } from '../output.ts';
import type { CommandEnvironment } from '../program.ts';

interface ContentOptions {
  readonly content?: string;
}

/** A fixed start of the search: whether a rule compiles does not depend on the day. */
const now = 1_700_000_000;

export async function listRules(
  options: ContentOptions & OutputOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const { rules, faults } = await loadRules(options.content ?? contentFolder());
  for (const fault of faults) console.err.write(`${renderRuleFault(fault)}\n`);
  const columns = ['id', 'name', 'version', 'status', 'techniques', 'data sources'];
  const rows = rules.map((rule) => [
    rule.id,
    rule.name,
    rule.version,
    rule.status,
    rule.attack.techniques.map(({ id }) => id),
    rule.dataSource,
  ]);
  await writeOutput(
    tableRenderers[options.format](
      { columns, rows },
      { width: console.width, palette: paletteFor(options, console), title: 'Rules' },
    ),
    options,
    console,
  );
  return faults.some((fault) => fault.severity === 'error') ? exitCode.misuse : exitCode.ok;
}

export async function findRule(id: string, content: string | undefined): Promise<Rule> {
  const { rules } = await loadRules(content ?? contentFolder());
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) throw new CliError(`there is no rule "${id}"`, 'run "sealbreak rules list" to see them');
  return rule;
}

export async function showRule(
  id: string,
  options: ContentOptions & { readonly format: 'text' | 'json' | 'spl' },
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const rule = await findRule(id, options.content);
  if (options.format === 'json') console.out.write(`${JSON.stringify(rule, null, 2)}\n`);
  else if (options.format === 'spl')
    console.out.write(rule.search.endsWith('\n') ? rule.search : `${rule.search}\n`);
  else
    console.out.write(
      `${ruleText(rule)
        .map((line) => visible(line, '\n'))
        .join('\n')}\n`,
    );
  return exitCode.ok;
}

function ruleText(rule: Rule): readonly string[] {
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title.toUpperCase(), ...lines];
  const { texts, attack } = rule;
  return [
    `${rule.name} (${rule.id}, version ${rule.version}, ${rule.status})`,
    '',
    rule.description,
    ...section('ATT&CK', [
      `${attack.tactics.join(', ')}: ${attack.techniques.map(({ id, name }) => `${id} ${name}`.trim()).join(', ')}`,
    ]),
    ...section(
      'Logic',
      texts.logic.map((line) => `- ${line}`),
    ),
    ...section(
      'Data sources',
      texts.dataSources.map(({ name, sourcetype, gives }) => `- ${name} [${sourcetype}]: ${gives}`),
    ),
    ...section(
      'Result columns',
      texts.columns.map(({ name, meaning }) => `- ${name}: ${meaning}`),
    ),
    ...section(
      'Known false positives',
      texts.falsePositives.flatMap(({ name, looksLike, check }) => [
        `- ${name}: ${looksLike}`,
        `  Check: ${check}`,
      ]),
    ),
    ...section(
      'Test procedures',
      texts.procedures.flatMap(({ name, fires, why, expect }) => [
        `- ${name} (fires: ${fires}). ${why}`,
        ...expect.map(({ source, signal }) => `  · ${source}: ${signal}`),
      ]),
    ),
    ...section(
      'Known limits',
      texts.limits.map((line) => `- ${line}`),
    ),
    ...section('Search', [rule.search]),
    ...section('References', rule.references),
  ];
}

/** Checks rule files in depth. Exit code 2 when one has an error. */
export async function lintRuleFiles(
  path: string | undefined,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const folder = path ?? contentFolder();
  const { rules, faults, ignored } = await loadRules(folder);
  const more = lintRules(rules, {
    // The tables of lookups are the case's own.
    checkSearch: (search) => compileSpl(search, { now, unknownLookups: 'assume' }).diagnostics,
    readSample: (rule, file) => readText(join(dirname(rule.file), file)),
  });
  const all = [...faults, ...more];
  for (const fault of all) console.out.write(`${visible(renderRuleFault(fault), '\n')}\n`);
  const errors = all.filter((fault) => fault.severity === 'error').length;
  if (rules.length === 0 && all.length === 0) throw new CliError(`there are no rules in ${folder}`);
  console.out.write(
    `${rules.length} rules, ${errors} errors, ${all.length - errors} warnings${ignored.length > 0 ? `, ${ignored.length} other YAML files passed over` : ''}\n`,
  );
  return errors > 0 ? exitCode.misuse : exitCode.ok;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
