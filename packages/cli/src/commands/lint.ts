import { contentFolder, loadRules } from '@sealbreak/detect';
import { compileSpl, type Diagnostic, lintSpl, positionOf, renderDiagnostic } from '@sealbreak/spl';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type KnowledgeOptions, loadKnowledge } from '../knowledge/load-knowledge.ts';
import type { CommandEnvironment } from '../program.ts';
import { textArgument } from '../text-argument.ts';

interface LintCommandOptions extends KnowledgeOptions {
  readonly content?: string;
  readonly format: 'text' | 'json';
  readonly level: 'info' | 'warning';
}

/** A fixed start of the search: what is wrong with it does not depend on the day. */
const now = 1_700_000_000;

/** Says what a search may get wrong. Exit code 2 for an error, 1 for a warning, 0 otherwise. */
export async function lint(
  ruleOrSpl: string,
  options: LintCommandOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const { rules } = await loadRules(options.content ?? contentFolder());
  const text = rules.find(({ id }) => id === ruleOrSpl)?.search ?? (await textArgument(ruleOrSpl));
  const { macros, lookups } = await loadKnowledge(options);
  const all = [...compileSpl(text, { now, macros, lookups }).diagnostics, ...lintSpl(text, { macros })]
    .filter(({ severity }) => severity !== 'info' || options.level === 'info')
    .sort((a, b) => a.span.start - b.span.start);
  console.out.write(options.format === 'json' ? jsonText(all, text) : plainText(all, text));
  if (all.some(({ severity }) => severity === 'error')) return exitCode.misuse;
  return all.some(({ severity }) => severity === 'warning') ? exitCode.failure : exitCode.ok;
}

function plainText(diagnostics: readonly Diagnostic[], text: string): string {
  const count = (wanted: Diagnostic['severity']): number =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  const summary = `${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes`;
  return `${[...diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, text)), summary].join('\n\n')}\n`;
}

function jsonText(diagnostics: readonly Diagnostic[], text: string): string {
  const rows = diagnostics.map((diagnostic) => {
    const { line, column } = positionOf(text, diagnostic.span.start);
    return { ...diagnostic, line, column };
  });
  return `${JSON.stringify(rows, null, 2)}\n`;
}
