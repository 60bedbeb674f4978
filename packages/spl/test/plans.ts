import { type CompileOptions, compileSpl } from '../src/compile.ts';
import type { Plan, QueryPlan } from '../src/plan/plan.ts';
import { inputsOf } from '../src/plan/walk.ts';
import { renderQuery } from '../src/sql/duckdb/render.ts';
import { sql } from '../src/sql/sql.ts';

export const testNow = 1_700_000_000;

/** The plan of a search over events whose fields are not known, unless `options` say so. Throws when there is none. */
export function planOf(spl: string, options: Partial<CompileOptions> = {}): QueryPlan {
  const { query, diagnostics } = compileSpl(spl, { now: testNow, ...options });
  if (query === null)
    throw new Error(`${spl}\n${diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n')}`);
  return query;
}

/** The SQL of a plan over a table called `events`. */
export function sqlOf(query: QueryPlan): string {
  return renderQuery(query, () => sql`TABLE events`).text;
}

/** All nodes of a plan, from the result down. */
export function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...inputsOf(plan).flatMap(nodesOf)];
}

/** The codes of the errors that a search gives. */
export function errorsOf(spl: string, options: Partial<CompileOptions> = {}): readonly string[] {
  const { diagnostics } = compileSpl(spl, { now: testNow, ...options });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}
