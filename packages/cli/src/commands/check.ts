import { visible } from '@sealbreak/detect/report';
import { compileSpl } from '@sealbreak/spl';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readJsonLines } from '../json-lines.ts';
import { type KnowledgeOptions, loadKnowledge } from '../knowledge/load-knowledge.ts';
import type { CommandEnvironment } from '../program.ts';

interface CheckOptions extends KnowledgeOptions {
  readonly format: 'text' | 'json';
}

interface CheckFailure {
  readonly id: string;
  readonly stage: 'parse' | 'compile';
  readonly code: string;
  readonly message: string;
}

/** A fixed start of the search, so that the check of a corpus is the same every day. */
const now = 1_700_000_000;

/** Parses and compiles every search of a corpus and says what failed. */
export async function check(
  path: string,
  options: CheckOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const { macros, lookups } = await loadKnowledge(options);
  const assumed = new Set<string>();
  const failures: CheckFailure[] = [];
  let total = 0;
  let parsed = 0;
  let compiled = 0;
  for await (const { value, line } of readJsonLines(path)) {
    const { id, search } = corpusEntry(value, path, line);
    total += 1;
    const compilation = compileSpl(search, { now, macros, lookups, unknownLookups: 'assume' });
    for (const { severity, code, message } of compilation.diagnostics)
      if (severity === 'info' && aboutLookups.has(code)) assumed.add(message);
    const isParsed = compilation.stage !== 'parse';
    if (isParsed) parsed += 1;
    if (compilation.query) compiled += 1;
    const first = compilation.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
    if (first)
      failures.push({ id, stage: isParsed ? 'compile' : 'parse', code: first.code, message: first.message });
  }
  if (total === 0)
    throw new CliError(`${path} holds no searches`, 'each line is a JSON object {"id": …, "search": …}');
  console.out.write(
    options.format === 'json'
      ? `${JSON.stringify({ total, parsed, compiled, failures, notices: [...assumed].sort() }, null, 2)}\n`
      : checkText(total, parsed, compiled, failures),
  );
  if (options.format !== 'json' && assumed.size > 0)
    console.err.write(
      `${assumed.size} lookups and the like have no data here and were taken to have the fields that the searches name (--lookups)\n`,
    );
  return parsed === total ? exitCode.ok : exitCode.failure;
}

/**
 * A lookup without a usable table, or that cannot be written here, or addresses without a database: no reason why a search
 * would not compile where its tables are.
 */
const aboutLookups: ReadonlySet<string> = new Set(['SPL2150', 'SPL3050', 'SPL3051', 'SPL3088']);

function corpusEntry(
  value: unknown,
  path: string,
  line: number,
): { readonly id: string; readonly search: string } {
  if (typeof value === 'object' && value !== null && 'search' in value && typeof value.search === 'string') {
    return { id: 'id' in value ? String(value.id) : `line ${line}`, search: value.search };
  }
  throw new CliError(
    `${path}:${line}: not an object with a "search"`,
    'each line is a JSON object {"id": …, "search": …}',
  );
}

function checkText(
  total: number,
  parsed: number,
  compiled: number,
  failures: readonly CheckFailure[],
): string {
  const percent = (count: number): string => `${((100 * count) / total).toFixed(1)} %`;
  const reasons = new Map<string, CheckFailure[]>();
  for (const failure of failures) {
    const reason = `${failure.code} ${failure.message}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), failure]);
  }
  const lines = [...reasons]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([reason, all]) =>
        `  ${String(all.length).padStart(5)}  ${visible(reason)}  (${visible(all[0]?.id ?? '')})`,
    );
  const head = `${total} searches: ${parsed} parsed (${percent(parsed)}), ${compiled} compiled (${percent(compiled)})\n`;
  return head + (lines.length > 0 ? `${lines.join('\n')}\n` : '');
}
