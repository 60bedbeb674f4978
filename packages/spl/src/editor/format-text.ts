import type { Pipeline } from '../ast/ast.ts';
import { isSameTree } from '../ast/same-tree.ts';
import { lexSpl } from '../lexer/lex-spl.ts';
import { parseSpl } from '../parser/parse-spl.ts';
import { formatSpl } from '../print/print-spl.ts';

/**
 * The search with one stage a line, macro calls and comments kept. A comment moves to the end of its stage. A text with
 * a syntax error comes back as it is, and so does one that could not be printed to the same meaning. Formatting twice
 * changes nothing.
 */
export function formatText(text: string): string {
  const { ast, diagnostics } = parseSpl(text);
  if (diagnostics.some(({ severity }) => severity === 'error') || ast.commands.length === 0) return text;
  const lines = stageLines(ast);
  if (lines === undefined) return text;
  const { lead, ofStage } = commentsOf(text, ast);
  const body = lines.map((line, index) => [line, ...(ofStage[index] ?? [])].join(' '));
  const printed = [...lead, ...body].join('\n');
  return isSame(ast, printed) ? printed : text;
}

/** One line a stage, the pipe first. */
function stageLines(ast: Pipeline): readonly string[] | undefined {
  const lines = ast.commands.map((stage, index) =>
    formatSpl({ ...ast, generating: ast.generating || index > 0, commands: [stage] }),
  );
  return lines.some((line) => line.includes('\n') && /\n\s*\|/.test(line)) ? undefined : lines;
}

function isSame(ast: Pipeline, printed: string): boolean {
  const again = parseSpl(printed);
  if (again.diagnostics.some(({ severity }) => severity === 'error')) return false;
  return isSameTree(again.ast, ast);
}

interface Comments {
  readonly lead: readonly string[];
  readonly ofStage: readonly (readonly string[])[];
}

/** The comments in front of the search, and those of each stage: from its first token to the next stage. */
function commentsOf(text: string, ast: Pipeline): Comments {
  const lead: string[] = [];
  const ofStage: string[][] = ast.commands.map(() => []);
  for (const { kind, text: comment, span } of lexSpl(text).tokens) {
    if (kind !== 'comment') continue;
    const stage = ast.commands.findLastIndex((each) => each.span.start <= span.start);
    (ofStage[stage] ?? lead).push(comment);
  }
  return { lead, ofStage };
}
