import type { PlanExpr } from '../plan/expr.ts';
import { openSource, type Relation } from './relation.ts';

/**
 * Fields that a command takes out of a text: which ones only the rows know. `value` gives the one of a name where
 * something asks for it, NULL where a name cannot be one of them. Internal fields are none of them.
 */
export function openMade(input: Relation, maker: string, value: (name: string) => PlanExpr): Relation {
  const source = openSource({ kind: 'made' as const, maker, value });
  return { ...input, scope: { ...input.scope, open: [source, ...input.scope.open] } };
}
