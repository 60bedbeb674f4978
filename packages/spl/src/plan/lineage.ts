import { ordinalField } from '../lower/field-type.ts';
import type { PlanExpr } from './expr.ts';
import type { AggregatePlan, Plan } from './plan.ts';
import { inputsOf } from './walk.ts';

/** How the events behind a row of results are found: the plan below the first aggregation, and the keys that lead back to it. */
export interface Lineage {
  /** Each row is one event with its computed columns; rows that the search dropped are gone. */
  readonly events: Plan;
  /** For each group key: its value on an event, and the column of the result that holds it. */
  readonly keys: readonly { readonly onEvent: PlanExpr; readonly resultId: string }[];
}

/**
 * Lineage of a plan. Without an aggregation the result rows are events themselves, and the event's number is the key.
 * Null when the rows come from no scan or from several. A key that a later aggregation does not group by is left out: its
 * evidence is then that of all groups which the row sums up.
 */
export function lineageOf(plan: Plan): Lineage | null {
  const aggregates: AggregatePlan[] = [];
  let at: Plan = plan;
  while (at.op !== 'scan') {
    const [input, ...others] = inputsOf(at);
    if (!input || others.length > 0) return null;
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
  return {
    events: first.input,
    keys: first.keys.flatMap((key) => {
      const resultId = throughKeys(key.id, later);
      return resultId === null ? [] : [{ onEvent: key.expr, resultId }];
    }),
  };
}

/** The id of a key after later aggregations, in the order they run; null when one of them does not group by it. */
function throughKeys(id: string, later: readonly AggregatePlan[]): string | null {
  return later.reduce<string | null>(
    (current, aggregate) =>
      aggregate.keys.find((key) => key.expr.op === 'column' && key.expr.id === current)?.id ?? null,
    id,
  );
}
