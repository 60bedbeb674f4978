import type { Command } from '../ast/ast.ts';
import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan, SortKey } from '../plan/plan.ts';
import {
  defaultCount,
  onlyValue,
  optionFlag,
  optionOf,
  optionText,
  plainNames,
  splitAt,
  wholeNumber,
} from './args.ts';
import type { LowerContext } from './context.ts';
import { toText } from './eval/coerce.ts';
import { groupOrder, sortKeys } from './order.ts';
import {
  closedScope,
  fieldValue,
  filterRelation,
  materialise,
  type Relation,
  type ScopeField,
} from './relation.ts';
import { groupBy, splitValues } from './statistics.ts';
import { rowNumber, windowColumn } from './window-column.ts';

/** `top` and `rare`. Source: Search Reference, top and rare. */
export function mostFrequentValues(
  input: Relation,
  command: Command,
  which: 'most' | 'least',
  context: LowerContext,
): Relation {
  const { before, after } = splitAt(command, 'by');
  const groups = plainNames(after, context);
  const names = plainNames(before, context).filter((name) => !groups.includes(name));
  const written = onlyValue(before, context);
  const counted = optionOf(command, 'limit')?.value ?? written;
  const limit = wholeNumber(counted, { fallback: defaultCount, least: 0 }, context);
  const ranked = rank(countValues(input, groups, names, context), which, context);
  const other = optionFlag(command, 'useother', false, context)
    ? stringLiteral(optionText(command, 'otherstr') ?? 'OTHER')
    : null;
  const kept = keep(ranked, limit, other, context);
  const countName = optionText(command, 'countfield') ?? 'count';
  const percentName = optionText(command, 'percentfield') ?? 'percent';
  const shown = [
    ...(optionFlag(command, 'showcount', true, context) ? [{ name: countName, expr: kept.count }] : []),
    ...(optionFlag(command, 'showperc', true, context) ? [{ name: percentName, expr: kept.percent }] : []),
  ];
  const fields = [...kept.groups, ...kept.values];
  const others = fields.filter(({ name }) => !shown.some((field) => field.name === name));
  return { plan: kept.relation.plan, order: kept.relation.order, scope: closedScope([...others, ...shown]) };
}

/** One row for each combination of values: those of the groups, those that are counted, and how often they occur. */
interface Counted {
  readonly relation: Relation;
  readonly groups: readonly ScopeField[];
  readonly values: readonly ScopeField[];
  readonly count: PlanExpr;
}

interface Kept extends Counted {
  readonly percent: PlanExpr;
}

interface Ranked extends Kept {
  /** From 1, in each group. */
  readonly place: PlanExpr;
}

function countValues(
  input: Relation,
  groups: readonly string[],
  names: readonly string[],
  context: LowerContext,
): Counted {
  const split = [...groups, ...names].reduce((relation, name) => splitValues(relation, name, context), input);
  const id = context.freshId();
  const count: PlanExpr = { op: 'column', id, type: 'number' };
  const columns = [{ id, type: 'number' as const, fn: 'countRows', args: [] }];
  const relation = groupBy(split, [...groups, ...names], [{ name: '', columns, value: count }], context);
  const fieldOf = (name: string): ScopeField => ({ name, expr: fieldValue(relation, name, context) });
  return { relation, groups: groups.map(fieldOf), values: names.map(fieldOf), count };
}

function rank(counted: Counted, which: 'most' | 'least', context: LowerContext): Ranked {
  const { groups, values, count } = counted;
  const partition = groups.map(({ expr }) => expr);
  const byGroup = partition.flatMap(groupOrder);
  const inGroup: readonly SortKey[] = [
    { expr: count, descending: which === 'most' },
    ...values.flatMap(({ expr }) => sortKeys(expr, true, 'str')),
  ];
  const frame = { kind: 'partition' } as const;
  const ordered: Relation = { ...counted.relation, order: [...byGroup, ...inGroup] };
  const placed = windowColumn(
    ordered,
    { fn: 'rowNumber', type: 'number', args: [], partition, order: inGroup, frame },
    context,
  );
  const total = windowColumn(
    placed.relation,
    { fn: 'sum', type: 'number', args: [count], partition, order: [], frame },
    context,
  );
  const percent = materialise(total.relation, percentOf(count, total.column), context);
  return { ...counted, relation: percent.relation, place: placed.column, percent: percent.column };
}

function percentOf(count: PlanExpr, total: PlanExpr): PlanExpr {
  const hundred = call('number.multiply', 'number', numberLiteral(100), count);
  return call('number.divide', 'number', hundred, total);
}

function keep(ranked: Ranked, limit: number, other: PlanExpr | null, context: LowerContext): Kept {
  if (limit === 0) return ranked;
  const isKept = call('number.le', 'boolean', ranked.place, numberLiteral(limit));
  return other
    ? withOther(ranked, isKept, other, context)
    : { ...ranked, relation: filterRelation(ranked.relation, isKept) };
}

/** The combinations that are not kept as one row, after those that are. */
function withOther(ranked: Ranked, isKept: PlanExpr, other: PlanExpr, context: LowerContext): Kept {
  const { relation, column: order } = rowNumber(ranked.relation, context);
  const either = (value: PlanExpr, instead: PlanExpr): PlanExpr => ({
    op: 'case',
    branches: [{ when: isKept, then: value }],
    otherwise: instead,
    type: value.type,
  });
  const key = (expr: PlanExpr) => ({ id: context.freshId(), type: expr.type, expr });
  const groups = ranked.groups.map(({ expr }) => key(expr));
  const values = ranked.values.map(({ expr }) => key(either(toText(expr), other)));
  const isOther = key(either(numberLiteral(0), numberLiteral(1)));
  const sum = (expr: PlanExpr, fn: string) => ({
    id: context.freshId(),
    type: 'number' as const,
    fn,
    args: [expr],
  });
  const [count, percent, first] = [sum(ranked.count, 'sum'), sum(ranked.percent, 'sum'), sum(order, 'min')];
  const plan: Plan = {
    op: 'aggregate',
    input: relation.plan,
    keys: [...groups, ...values, isOther],
    aggregates: [count, percent, first],
  };
  const columnOf = ({ id, type }: { readonly id: string; readonly type: PlanExpr['type'] }): PlanExpr => ({
    op: 'column',
    id,
    type,
  });
  const named = (fields: readonly ScopeField[], keys: typeof groups): readonly ScopeField[] =>
    fields.flatMap(({ name }, i) => {
      const found = keys[i];
      return found ? [{ name, expr: columnOf(found) }] : [];
    });
  return {
    relation: { ...relation, plan, order: [{ expr: columnOf(first), descending: false }] },
    groups: named(ranked.groups, groups),
    values: named(ranked.values, values),
    count: columnOf(count),
    percent: columnOf(percent),
  };
}
