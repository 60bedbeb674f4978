import { type Compilation, type CompileOptions, compileSpl } from './compile.ts';
import type { Answer } from './lower/context.ts';
import type { QueryPlan } from './plan/plan.ts';

/** Runs a question and gives its rows. The provisional plan says what the search itself will ask of the events, at least. */
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
    for (const { key, query } of open) answers.set(key, await ask(query, compilation.query));
  }
}
