import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import {
  alike,
  fieldValue,
  filterRelation,
  firstOf,
  openSource,
  type Relation,
  type Scope,
  type ScopeField,
} from './relation.ts';

export interface JoinSpec {
  readonly kind: 'inner' | 'left';
  /** Pairs of values that must be equal, of the first and the second relation. */
  readonly on: readonly { readonly left: PlanExpr; readonly right: PlanExpr }[];
  /** Whose value a field has that both sides have; where that side has none, the other's. */
  readonly prefer: 'left' | 'right';
}

/** Each row of `left` with each row of `right` that matches it. Fields that nobody has listed stay open. */
export function joinRelations(
  left: Relation,
  right: Relation,
  { kind, on, prefer }: JoinSpec,
  context: LowerContext,
): Relation {
  const plan: Plan = {
    op: 'join',
    kind,
    left: left.plan,
    right: right.plan,
    on: on.map((pair) => {
      const [a, b] = alike(pair.left, pair.right);
      return { left: a, right: b };
    }),
  };
  const scope = joinedScope(left, right, prefer, context);
  return { plan, scope, order: [...left.order, ...right.order] };
}

function joinedScope(
  left: Relation,
  right: Relation,
  prefer: 'left' | 'right',
  context: LowerContext,
): Scope {
  const [first, second] = prefer === 'left' ? [left, right] : [right, left];
  const names = [...new Set([left, right].flatMap(({ scope }) => scope.fields.map(({ name }) => name)))];
  const fields = names.map(
    (name): ScopeField => ({
      name,
      expr: firstOf(fieldValue(first, name, context), fieldValue(second, name, context)),
    }),
  );
  const isOpen = left.scope.open.length + right.scope.open.length > 0;
  const source = openSource({ kind: 'joined' as const, scopes: [first.scope, second.scope] as const });
  return { fields, open: isOpen ? [{ ...source, hidden: names }] : [] };
}

/** The rows with their number, counted from 1 within those that share the values of `partition`. */
export function numberRows(
  input: Relation,
  partition: readonly PlanExpr[],
  context: LowerContext,
): { readonly relation: Relation; readonly number: PlanExpr } {
  const id = context.freshId();
  const plan: Plan = {
    op: 'window',
    input: input.plan,
    columns: [{ id, type: 'number', fn: 'rowNumber', args: [] }],
    partition,
    order: input.order,
    frame: { kind: 'partition' },
  };
  return { relation: { ...input, plan }, number: { op: 'column', id, type: 'number' } };
}

/** The first `rows` rows of those that share the values of `keys`. */
export function firstRows(
  input: Relation,
  keys: readonly PlanExpr[],
  rows: number,
  context: LowerContext,
): Relation {
  const { relation, number } = numberRows(input, keys, context);
  return filterRelation(relation, call('number.le', 'boolean', number, numberLiteral(rows)));
}
