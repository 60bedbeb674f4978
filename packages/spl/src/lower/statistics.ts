import type { AggregateArg } from '../ast/ast.ts';
import type { Plan } from '../plan/plan.ts';
import { type AggregateOptions, type LoweredAggregate, lowerAggregates } from './aggregate.ts';
import type { LowerContext } from './context.ts';
import { groupOrder } from './order.ts';
import {
  closedScope,
  fieldValue,
  materialise,
  type Relation,
  type ScopeField,
  setField,
} from './relation.ts';

/** Statistics of the groups that the by fields make, as `stats` gives them; without by fields one row. */
export function statistics(
  input: Relation,
  aggregates: readonly AggregateArg[],
  byFields: readonly string[],
  context: LowerContext,
  options: AggregateOptions = {},
): Relation {
  const split = byFields.reduce((relation, name) => splitValues(relation, name, context), input);
  return groupBy(split, byFields, lowerAggregates(aggregates, split, byFields, context, options), context);
}

/** Puts a row of a multivalue by field into the group of each of its values. */
export function splitValues(input: Relation, name: string, context: LowerContext): Relation {
  const value = fieldValue(input, name, context);
  if (value.type !== 'multivalue') return input;
  const id = context.freshId();
  const ordinalId = context.freshId();
  const plan: Plan = { op: 'expand', input: input.plan, list: value, id, ordinalId, limit: 0 };
  return setField({ ...input, plan }, name, { op: 'column', id, type: 'dynamic' });
}

/** The aggregate node, the fields of its result, and their order: by fields ascending. */
export function groupBy(
  input: Relation,
  byFields: readonly string[],
  results: readonly LoweredAggregate[],
  context: LowerContext,
): Relation {
  const keys = byFields.map((name) => {
    const expr = fieldValue(input, name, context);
    return { name, id: context.freshId(), type: expr.type, expr };
  });
  const plan: Plan = {
    op: 'aggregate',
    input: input.plan,
    keys: keys.map(({ id, type, expr }) => ({ id, type, expr })),
    aggregates: results.flatMap((result) => result.columns),
  };
  const keyFields: readonly ScopeField[] = keys.map(({ name, id, type }) => ({
    name,
    expr: { op: 'column', id, type },
  }));
  const order = keyFields.flatMap((field) => groupOrder(field.expr));
  const grouped: Relation = { plan, scope: closedScope(keyFields), order };
  return results.reduce((relation, result) => {
    const { relation: next, column: value } = materialise(relation, result.value, context);
    const others = next.scope.fields.filter((field) => field.name !== result.name);
    return { ...next, scope: closedScope([...others, { name: result.name, expr: value }]) };
  }, grouped);
}
