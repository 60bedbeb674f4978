import { type Compilation, type CompileOptions, compileSpl } from './compile.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { rowsLeftOut } from './diagnostics/lower-messages.ts';
import type { Answer } from './lower/context.ts';
import type { LimitCheck } from './lower/lower.ts';
import type { QueryPlan } from './plan/plan.ts';

/**
 * Runs a question and gives its rows. The provisional plan says what the search itself will ask of the events, at least;
 * where that cannot be told it is the question itself.
 */
export type Ask = (question: QueryPlan, provisional: QueryPlan) => Promise<Answer>;

/**
 * Compiles a search and answers the questions that its plan depends on, until there are none left. Where the fields of
 * the events must be known first, or there is a mistake, it ends there: the compilation says so.
 */
export async function compileAnswered(text: string, options: CompileOptions, ask: Ask): Promise<Compilation> {
  const answers = new Map(options.answers ?? []);
  for (;;) {
    const compilation = compileSpl(text, { ...options, answers });
    if (!compilation.query || compilation.needsUniverse) return compilation;
    const open = compilation.questions.filter(({ key }) => !answers.has(key));
    if (open.length === 0) return compilation;
    for (const { key, query, isApart } of open) {
      // The same subsearch may stand in several places.
      if (!answers.has(key)) answers.set(key, await ask(query, isApart ? query : compilation.query));
    }
  }
}

/** A notice for each limit that leaves out rows of a subsearch. `run` gives the rows of a query. */
export async function limitNotices(
  limits: readonly LimitCheck[],
  run: (query: QueryPlan) => Promise<Answer>,
): Promise<readonly Diagnostic[]> {
  const notices: Diagnostic[] = [];
  for (const { query, rows, command, span } of limits) {
    const [counted] = await run(query);
    if (Number(counted?.[0] ?? 0) > rows) notices.push(rowsLeftOut(span, { rows, command }));
  }
  return notices;
}
