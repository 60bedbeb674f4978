import { contentFolder, loadRules } from '@sealbreak/detect';
import {
  addOns,
  type Compilation,
  compileSpl,
  formatSpl,
  lexSpl,
  type QueryPlan,
  quoteIdentifier,
  renderQuery,
  scanRequirements,
  sql,
  stripSpans,
} from '@sealbreak/spl';
import { reportDiagnostics } from '../diagnostics.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type KnowledgeOptions, loadKnowledge } from '../knowledge/load-knowledge.ts';
import type { CommandEnvironment } from '../program.ts';
import { textArgument } from '../text-argument.ts';

const stages = ['tokens', 'ast', 'plan', 'sql', 'fields'] as const;
type Stage = (typeof stages)[number];

interface ExplainOptions extends KnowledgeOptions {
  readonly stage?: Stage;
  readonly content?: string;
}

/** A fixed start of the search, so that the same text is explained the same way every day. */
const now = 1_700_000_000;

/** Shows a rule or a search as the compiler sees it; all stages but the long ones when none is named. */
export async function explain(
  ruleOrSpl: string,
  options: ExplainOptions,
  { console }: CommandEnvironment,
): Promise<ExitCode> {
  const { stage } = options;
  const { rules } = await loadRules(options.content ?? contentFolder());
  const text = rules.find((rule) => rule.id === ruleOrSpl)?.search ?? (await textArgument(ruleOrSpl));
  const knowledge = await loadKnowledge(options);
  // What a search means can be shown without its tables.
  const compilation = compileSpl(text, { ...addOns, now, ...knowledge, unknownLookups: 'assume' });
  const failed = reportDiagnostics(compilation.diagnostics, text, console);
  const shown = stage ? [stage] : (['fields', 'sql'] as const);
  if (!stage) console.out.write(`-- search\n${formatSpl(compilation.ast)}\n\n`);
  for (const name of shown) {
    const body = stageText(name, text, compilation);
    if (body !== null) console.out.write(stage ? `${body}\n` : `-- ${name}\n${body}\n\n`);
  }
  return failed ? exitCode.misuse : exitCode.ok;
}

function stageText(stage: Stage, text: string, { ast, query, needsUniverse }: Compilation): string | null {
  switch (stage) {
    case 'tokens':
      return lexSpl(text)
        .tokens.map(
          ({ kind, span, text: token }) =>
            `${String(span.start).padStart(6)}  ${kind.padEnd(14)} ${JSON.stringify(token)}`,
        )
        .join('\n');
    case 'ast':
      return JSON.stringify(stripSpans(ast), null, 2);
    case 'plan':
      return query && JSON.stringify(query, null, 2);
    case 'sql':
      return (
        query &&
        renderQuery(
          query,
          (scan) => sql`TABLE ${quoteIdentifier(`events_${scan.id}`)}`,
          (table) => sql`TABLE ${quoteIdentifier(`lookup ${table.name}`)}`,
        ).text
      );
    case 'fields':
      return query && fieldsText(query, needsUniverse);
  }
}

function fieldsText(query: QueryPlan, needsUniverse: boolean): string {
  const fields = scanRequirements(query)
    .flatMap((requirement) => requirement.columns.map((column) => column.field))
    .filter((field) => !field.startsWith('#'));
  const read = needsUniverse ? [...fields, '(and every other field of the events)'] : fields;
  return [
    `reads:  ${[...new Set(read)].join(', ') || '(no events)'}`,
    `gives:  ${query.output.map((column) => column.name).join(', ')}`,
  ].join('\n');
}
