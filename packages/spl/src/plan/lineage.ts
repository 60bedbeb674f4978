import { InternalError } from '../internal-error.ts';
import { ordinalField } from '../lower/field-type.ts';
import { call, numberLiteral, type PlanExpr, type SplType } from './expr.ts';
import type { AggregatePlan, Plan } from './plan.ts';
import { rowSourceOf } from './walk.ts';

/** How the events behind a row of results are found: the plan below the first aggregation, and the keys that lead back to it. */
export interface Lineage {
  /** Each row is one event with its computed columns; rows that the search dropped are gone. */
  readonly events: Plan;
  /** For each group key: its value on an event, and the column of the result that holds it. */
  readonly keys: readonly { readonly onEvent: PlanExpr; readonly resultId: string }[];
}

/**
 * Lineage of a plan. Without an aggregation the result rows are events themselves, and the event's number is the key.
 * Null when the rows come from no scan or from several. Over several aggregations an event stands behind a row only if
 * its group came through everything between them.
 */
export function lineageOf(plan: Plan): Lineage | null {
  const aggregates: AggregatePlan[] = [];
  let at: Plan = plan;
  while (at.op !== 'scan') {
    const input = rowSourceOf(at);
    if (!input) return null;
    if (at.op === 'aggregate') aggregates.unshift(at);
    at = input;
  }
  const [first, ...later] = aggregates;
  if (!first) {
    const ordinal = at.columns.find((column) => column.field === ordinalField);
    return {
      events: plan,
      keys: ordinal
        ? [{ onEvent: { op: 'column', id: ordinal.id, type: ordinal.type }, resultId: ordinal.id }]
        : [],
    };
  }
  if (later.length === 0)
    return { events: first.input, keys: first.keys.map((key) => ({ onEvent: key.expr, resultId: key.id })) };
  const { rows, carried } = behind(aggregates, 0);
  return {
    events: rows,
    keys: carried.map(({ column, key }) => ({ onEvent: column, resultId: key.id })),
  };
}

type GroupKey = AggregatePlan['keys'][number];

interface Behind {
  /** The rows below an aggregation that stand behind a row of results. */
  readonly rows: Plan;
  /** The keys of the last aggregation, as columns of these rows. */
  readonly carried: readonly { readonly column: PlanExpr; readonly key: GroupKey }[];
}

/** The rows below `aggregates[at]`, joined with the groups that came through, which bring the last keys down with them. */
function behind(aggregates: readonly AggregatePlan[], at: number): Behind {
  const aggregate = aggregates[at];
  const next = aggregates[at + 1];
  if (!aggregate) throw new InternalError('there is no such aggregation');
  const own = aggregate.keys.map((key, i) => ({ id: `g${at}_${i}`, type: key.type, expr: key.expr }));
  const keyed: Plan =
    own.length === 0 ? aggregate.input : { op: 'extend', input: aggregate.input, columns: own };
  if (!next) {
    const carried = aggregate.keys.map((key, i) => ({ column: columnOf(`g${at}_${i}`, key.type), key }));
    return { rows: keyed, carried };
  }
  const above = behind(aggregates, at + 1);
  const groups = aggregate.keys.map((key, i) => ({
    id: `h${at}_${i}`,
    type: key.type,
    expr: columnOf(key.id, key.type),
  }));
  const carriedKeys = above.carried.map(({ column, key }, i) => ({
    id: `r${at}_${i}`,
    type: key.type,
    expr: column,
  }));
  const survivors = distinct(above.rows, [...groups, ...carriedKeys], `n${at}`);
  return {
    rows: {
      op: 'join',
      kind: 'inner',
      left: keyed,
      right: survivors,
      on: aggregate.keys.map((key, i) => ({
        left: columnOf(`g${at}_${i}`, key.type),
        right: columnOf(`h${at}_${i}`, key.type),
      })),
    },
    carried: above.carried.map(({ key }, i) => ({ column: columnOf(`r${at}_${i}`, key.type), key })),
  };
}

/** One row for each combination of the keys; without keys, one row if there is any. */
function distinct(input: Plan, keys: AggregatePlan['keys'], countId: string): Plan {
  if (keys.length > 0) return { op: 'aggregate', input, keys, aggregates: [] };
  const count = { id: countId, type: 'number', fn: 'countRows', args: [] } as const;
  const some = call('number.gt', 'boolean', columnOf(countId, 'number'), numberLiteral(0));
  return { op: 'filter', input: { op: 'aggregate', input, keys, aggregates: [count] }, predicate: some };
}

function columnOf(id: string, type: SplType): PlanExpr {
  return { op: 'column', id, type };
}
