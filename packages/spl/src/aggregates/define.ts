import type { PlanExpr, SplType } from '../plan/expr.ts';
import type { SortKey } from '../plan/plan.ts';

/** What an aggregate may ask of its surroundings. */
export interface AggregateScope {
  /** The rows' order, for first, last and list. */
  readonly order: readonly SortKey[];
  /** `_time` of the row as a number; NULL where rows have none. */
  readonly time: PlanExpr;
  /** Numbers that decide between rows of one time: the order of reading, where it is known. */
  readonly ties: readonly PlanExpr[];
  /** Asks the back end for one aggregate column and gives the expression that reads it. */
  column(fn: string, type: SplType, args: readonly PlanExpr[], ordered?: readonly SortKey[]): PlanExpr;
  freshId(): string;
}

/** One statistical function of stats, eventstats, streamstats, chart and the like. */
export interface AggregateDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** For a family such as `perc95`: recognises the name and gives its number. */
  readonly family?: { readonly pattern: RegExp };
  readonly doc: string;
  readonly syntax: string;
  readonly source: string;
  /** `none` takes no argument, `optional` may have one, `one` needs one. */
  readonly arity: 'none' | 'optional' | 'one';
  /** True for a statistic over numbers: with `allnum=true` it has no value where one of the values is no number. */
  readonly isNumeric?: true;
  /**
   * The value of the aggregate over a group. `arg` is NULL-typed for a field that no row has, boolean for
   * `count(eval(...))` only; a multivalue argument counts each value on its own.
   */
  lower(arg: PlanExpr | null, scope: AggregateScope, parameter: number): PlanExpr;
}

export function defineAggregate(definition: AggregateDefinition): AggregateDefinition {
  return definition;
}
