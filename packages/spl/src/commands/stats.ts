import { type LoweredAggregate, lowerAggregates } from '../lower/aggregate.ts';
import { aggregateArgs, plainNames, splitAt } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { sortKeys } from '../lower/order.ts';
import {
  closedScope,
  fieldValue,
  materialise,
  type Relation,
  type ScopeField,
  setField,
} from '../lower/relation.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const stats = defineCommand({
  name: 'stats',
  doc: 'Computes statistics for each combination of the by fields, or over all rows. A row that lacks a by field is in no group; a multivalue by field puts its row into the group of each value. Only by fields and results remain.',
  syntax: 'stats <function>(<field>) [AS <name>]... [BY <field-list>]',
  source: 'Search Reference, stats',
  // They say how Splunk computes, not what.
  options: ['partitions', 'check_for_invalid_time'],
  optionsNotYet: ['allnum', 'delim', 'dedup_splitvals'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'by');
    const byFields = plainNames(after, context);
    const split = byFields.reduce((relation, name) => splitValues(relation, name, context), input);
    const results = lowerAggregates(aggregateArgs(before), split, byFields, context);
    return groupBy(split, byFields, results, context);
  },
});

/** Puts a row of a multivalue by field into the group of each of its values. */
function splitValues(input: Relation, name: string, context: LowerContext): Relation {
  const value = fieldValue(input, name, context);
  if (value.type !== 'multivalue') return input;
  const id = context.freshId();
  const ordinalId = context.freshId();
  const plan: Plan = { op: 'expand', input: input.plan, list: value, id, ordinalId, limit: 0 };
  return setField({ ...input, plan }, name, { op: 'column', id, type: 'dynamic' });
}

/** The aggregate node, the fields of its result, and their order: by fields ascending. */
function groupBy(
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
  const order = keyFields.flatMap((field) => sortKeys(field.expr, false, ''));
  const grouped: Relation = { plan, scope: closedScope(keyFields), order };
  return results.reduce((relation, result) => {
    const { relation: next, column: value } = materialise(relation, result.value, context);
    const others = next.scope.fields.filter((field) => field.name !== result.name);
    return { ...next, scope: closedScope([...others, { name: result.name, expr: value }]) };
  }, grouped);
}
