import type { Relation } from './relation.ts';

/** The first `rows` rows in the relation's order. */
export function takeFirst(relation: Relation, rows: number): Relation {
  const sorted =
    relation.order.length === 0
      ? relation.plan
      : { op: 'sort' as const, input: relation.plan, keys: relation.order };
  return { ...relation, plan: { op: 'limit', input: sorted, rows } };
}
