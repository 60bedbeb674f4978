import type { PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { distinctValues } from './distinct-values.ts';
import { openSource, type Relation } from './relation.ts';

/** Distinct texts that are looked through for names when a wildcard asks for all of them. */
const textsMax = 50_000;

/** The names in the values of a text column, once the rows have been asked for these. */
export function namesIn(
  input: Relation,
  text: PlanExpr,
  namesOf: (text: string) => readonly string[],
): (context: LowerContext) => readonly string[] | null {
  return (context) => distinctValues(input, text, textsMax, context, 'texts')?.flatMap(namesOf) ?? null;
}

/**
 * Fields that a command takes out of a text: which ones only the rows know. `value` gives the one of a name where
 * something asks for it, NULL where a name cannot be one of them. Internal fields are none of them.
 */
export function openMade(
  input: Relation,
  maker: string,
  value: (name: string) => PlanExpr,
  names?: (context: LowerContext) => readonly string[] | null,
): Relation {
  const source = openSource({ kind: 'made' as const, maker, value, ...(names ? { names } : {}) });
  return { ...input, scope: { ...input.scope, open: [source, ...input.scope.open] } };
}
