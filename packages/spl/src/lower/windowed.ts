import { call, nullLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan, SortKey, WindowPlan } from '../plan/plan.ts';
import type { LoweredAggregate } from './aggregate.ts';
import type { LowerContext } from './context.ts';
import { assignField, type Relation } from './relation.ts';

export interface WindowSpec {
  readonly keys: readonly PlanExpr[];
  /** What further tells partitions apart. */
  readonly partition?: readonly PlanExpr[];
  readonly order: readonly SortKey[];
  readonly frame: WindowPlan['frame'];
  /** What a row must have besides its keys to get a result. */
  readonly needed?: readonly PlanExpr[];
}

/** Adds aggregates over a window as fields. A row that lacks a key gets NULL. */
export function addWindowed(
  input: Relation,
  results: readonly LoweredAggregate[],
  spec: WindowSpec,
  context: LowerContext,
): Relation {
  const columns = results.flatMap((result) => result.columns);
  const plan: Plan = {
    op: 'window',
    input: input.plan,
    columns,
    partition: [...spec.keys, ...(spec.partition ?? [])],
    order: spec.order,
    frame: spec.frame,
  };
  const windowed: Relation = columns.length === 0 ? input : { ...input, plan };
  return results.reduce(
    (relation, { name, value }) =>
      assignField(relation, name, whereKeyed(value, [...spec.keys, ...(spec.needed ?? [])]), context),
    windowed,
  );
}

function whereKeyed(value: PlanExpr, keys: readonly PlanExpr[]): PlanExpr {
  if (keys.length === 0 || value.type === 'null') return value;
  const present = call('and', 'boolean', ...keys.map((key) => call('isNotNull', 'boolean', key)));
  return { op: 'case', branches: [{ when: present, then: value }], otherwise: nullLiteral, type: value.type };
}
