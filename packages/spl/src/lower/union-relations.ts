import { nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan, SortKey, UnionPlan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { allAlike, fieldValue, materialise, openSource, type Relation, type ScopeField } from './relation.ts';

/**
 * The rows of the relations one after the other, each in its own order, or merged by `_time`, newest first. A field is
 * that of every input; one that an input lacks is missing in its rows. Inputs whose fields nobody has listed deliver
 * those that later commands name.
 */
export function unionRelations(
  inputs: readonly Relation[],
  context: LowerContext,
  merge: 'in-turn' | 'by-time' = 'in-turn',
): Relation {
  const [only] = inputs;
  if (only && inputs.length === 1) return only;
  const sides = inputs.map((input): Side => ({ relation: input, columns: [] }));
  const columns: UnionPlan['columns'][number][] = [];
  /** A column of the union with the given value in each input. */
  const unite = (values: readonly PlanExpr[]): PlanExpr => {
    const same = allAlike(values);
    const type = same.find((value) => value.type !== 'null')?.type;
    if (type === undefined) return nullLiteral;
    const from = same.map((value, i) => (value.type === 'null' ? null : addColumn(sides, i, value, context)));
    const id = context.freshId();
    columns.push({ id, type, from });
    return { op: 'column', id, type };
  };
  const names = [...new Set(inputs.flatMap(({ scope }) => scope.fields.map(({ name }) => name)))];
  const fields = names.flatMap((name): ScopeField[] => {
    const expr = unite(inputs.map((input) => fieldValue(input, name, context)));
    return expr.type === 'null' ? [] : [{ name, expr }];
  });
  const order = unionOrder(inputs, merge, unite, context);
  const id = context.freshId();
  const plan: Plan = { op: 'union', id, inputs: sides.map(({ relation }) => relation.plan), columns };
  const isOpen = inputs.some(({ scope }) => scope.open.length > 0);
  const scopes = inputs.map(({ scope }) => scope);
  const open = isOpen
    ? [{ ...openSource({ kind: 'union' as const, unionId: id, scopes }), hidden: names }]
    : [];
  return { plan, scope: { fields, open }, order };
}

/** Do the rows come from events or from the text of the search by filters and computed fields alone? */
export function isStreaming({ plan }: Relation): boolean {
  let at = plan;
  while (at.op === 'filter' || at.op === 'extend' || at.op === 'expand') at = at.input;
  return (
    at.op === 'scan' ||
    at.op === 'values' ||
    (at.op === 'union' &&
      at.inputs.every((input) => isStreaming({ plan: input, scope: { fields: [], open: [] }, order: [] })))
  );
}

interface Side {
  relation: Relation;
  columns: string[];
}

/** The id of a column of the input that holds the value. */
function addColumn(sides: readonly Side[], i: number, value: PlanExpr, context: LowerContext): string | null {
  const side = sides[i];
  if (!side) return null;
  const { relation, column } = materialise(side.relation, value, context);
  side.relation = relation;
  return column.op === 'column' ? column.id : null;
}

function unionOrder(
  inputs: readonly Relation[],
  merge: 'in-turn' | 'by-time',
  unite: (values: readonly PlanExpr[]) => PlanExpr,
  context: LowerContext,
): readonly SortKey[] {
  const byTime: readonly SortKey[] =
    merge === 'by-time'
      ? [{ expr: unite(inputs.map((input) => fieldValue(input, '_time', context))), descending: true }]
      : [];
  const turn: SortKey = { expr: unite(inputs.map((_, i) => numberLiteral(i))), descending: false };
  const own = inputs.flatMap(({ order }, i) =>
    order.map(
      (key): SortKey => ({ ...key, expr: unite(inputs.map((_, at) => (at === i ? key.expr : nullLiteral))) }),
    ),
  );
  return [...byTime, turn, ...own].filter(({ expr }) => expr.type !== 'null');
}
