import { call, numberLiteral, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type { Plan, SortKey } from '../../plan/plan.ts';
import type { LowerContext } from '../context.ts';
import { toText } from '../eval/coerce.ts';
import type { LookupDefinition } from './definition.ts';
import { type LookupKey, type Matched, matchRows } from './match-rows.ts';
import { withDefault } from './with-default.ts';

/**
 * The same where a key can be a multivalue: each of its values is looked up by itself, and what is found stands one after
 * the other. Every distinct list of the input is taken apart once.
 */
export function matchLists(
  input: Plan,
  definition: LookupDefinition,
  keys: readonly LookupKey[],
  outputs: readonly string[],
  context: LowerContext,
): Matched {
  if (!keys.some(({ value }) => value.type === 'multivalue')) {
    const scalar = keys.map((key) => ({ ...key, value: toText(key.value) }));
    return withDefault(matchRows(input, definition, scalar, outputs, context), definition);
  }
  const distinct = keys.map(({ field, value }) => {
    const expr = value.type === 'multivalue' ? value : toText(value);
    return { field, id: context.freshId(), type: expr.type, expr };
  });
  const lists: Plan = { op: 'aggregate', input, keys: distinct, aggregates: [] };
  const { plan, scalars, order } = takeApart(lists, distinct, context);
  const matched = withDefault(matchRows(plan, definition, scalars, outputs, context), definition);
  const groups = distinct.map(({ id, type }) => ({
    id: context.freshId(),
    type,
    expr: column(id, type),
  }));
  const found = outputs.map((field) => ({ field, id: context.freshId(), expr: matched.values.get(field) }));
  const total = context.freshId();
  const put: Plan = {
    op: 'aggregate',
    input: matched.plan,
    keys: groups,
    aggregates: [
      ...found.flatMap(({ id, expr }) =>
        expr ? [{ id, type: 'multivalue' as const, fn: 'listAll', args: [expr], order }] : [],
      ),
      { id: total, type: 'number', fn: 'sum', args: [matched.count] },
    ],
  };
  const on = groups.flatMap(({ id, type }, at) => {
    const left = distinct[at]?.expr;
    return left ? [{ left, right: column(id, type) }] : [];
  });
  const all: Matched = {
    plan: { op: 'join', kind: 'left', left: input, right: put, on, single: true },
    values: new Map(found.map(({ field, id }) => [field, column(id, 'multivalue')])),
    count: column(total, 'number'),
  };
  // Rows without a key are in no group.
  return withDefault(all, definition);
}

/** A row for each value of each list; the order of the values as sort keys. */
function takeApart(
  lists: Plan,
  keys: readonly { readonly field: string; readonly id: string; readonly type: SplType }[],
  context: LowerContext,
): { readonly plan: Plan; readonly scalars: readonly LookupKey[]; readonly order: readonly SortKey[] } {
  let plan = lists;
  const scalars: LookupKey[] = [];
  const order: SortKey[] = [];
  for (const { field, id, type } of keys) {
    if (type !== 'multivalue') {
      scalars.push({ field, value: column(id, type) });
      continue;
    }
    const value = context.freshId();
    const ordinalId = context.freshId();
    plan = { op: 'expand', input: plan, list: column(id, type), id: value, ordinalId, limit: 0 };
    scalars.push({ field, value: column(value, 'dynamic') });
    order.push({ expr: column(ordinalId, 'number'), descending: false });
  }
  return { plan, scalars, order };
}

function column(id: string, type: SplType): PlanExpr {
  return { op: 'column', id, type };
}

/** Does any row of the table match? Never NULL. */
export function isFound({ count }: Matched): PlanExpr {
  return call('isTrue', 'boolean', call('number.gt', 'boolean', count, numberLiteral(0)));
}
