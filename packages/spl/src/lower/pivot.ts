import { call, nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { AggregateColumn, Plan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { groupOrder } from './order.ts';
import { closedScope, firstOf, materialise, type Relation, type ScopeField } from './relation.ts';

/** A column that a pivot makes: the value on the row whose label is this one. */
export interface PivotCell {
  readonly name: string;
  readonly label: string;
  readonly value: PlanExpr;
  /** What stands where no row has the label; NULL for nothing. */
  readonly empty: PlanExpr;
}

/**
 * One row for each value of `row`, with a column for each cell. Of several rows with one label the first in `order`
 * counts. Rows without `row` are dropped. The rows come sorted by `row`.
 */
export function pivot(
  input: Relation,
  row: ScopeField,
  label: PlanExpr,
  cells: readonly PivotCell[],
  context: LowerContext,
): Relation {
  const key = { id: context.freshId(), type: row.expr.type, expr: row.expr };
  const wanted = [...new Map(cells.map((cell) => [cell.name, cell])).values()].filter(
    ({ name }) => name !== row.name,
  );
  const aggregates: AggregateColumn[] = [];
  const fields = wanted.map(({ name, label: text, value, empty }): ScopeField => {
    if (value.type === 'null') return { name, expr: empty };
    const id = context.freshId();
    const type = value.type === 'text' ? 'dynamic' : value.type;
    const branches = [{ when: call('text.equal', 'boolean', label, stringLiteral(text)), then: value }];
    const only: PlanExpr = { op: 'case', branches, otherwise: nullLiteral, type };
    aggregates.push({ id, type, fn: 'first', args: [only], order: input.order });
    return { name, expr: firstOf({ op: 'column', id, type }, empty) };
  });
  const plan: Plan = { op: 'aggregate', input: input.plan, keys: [key], aggregates };
  const rowColumn: PlanExpr = { op: 'column', id: key.id, type: key.type };
  const pivoted: Relation = {
    plan,
    scope: closedScope([{ name: row.name, expr: rowColumn }]),
    order: groupOrder(rowColumn),
  };
  return fields.reduce((relation, { name, expr }) => {
    const { relation: next, column } = materialise(relation, expr, context);
    return { ...next, scope: closedScope([...next.scope.fields, { name, expr: column }]) };
  }, pivoted);
}

/** The names of pivoted columns in the order in which they stand: numbers first, then by code point. */
export function compareLabels(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  const numbers = [a, b].map((text) => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text));
  if (numbers[0] && numbers[1] && left !== right) return left - right;
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
