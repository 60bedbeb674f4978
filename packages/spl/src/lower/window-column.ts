import type { PlanExpr, SplType } from '../plan/expr.ts';
import type { SortKey, WindowPlan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import type { Relation } from './relation.ts';

interface WindowCall {
  readonly fn: string;
  readonly type: SplType;
  readonly args: readonly PlanExpr[];
  /** Rows are told apart by these; none: all rows together. */
  readonly partition?: readonly PlanExpr[];
  /** The order that the function sees; the relation's order when it is left out. */
  readonly order?: readonly SortKey[];
  /** All rows so far when it is left out. */
  readonly frame?: WindowPlan['frame'];
  /** The order among the rows of the frame, for `first`. */
  readonly inner?: readonly SortKey[];
}

const soFar: WindowPlan['frame'] = { kind: 'rows', preceding: null, following: 0 };

/** Adds one column that a window computes. */
export function windowColumn(
  input: Relation,
  { fn, type, args, partition = [], order = input.order, frame = soFar, inner }: WindowCall,
  context: LowerContext,
): { readonly relation: Relation; readonly column: PlanExpr } {
  const id = context.freshId();
  const column = { id, type, fn, args, ...(inner ? { order: inner } : {}) };
  const plan: WindowPlan = { op: 'window', input: input.plan, columns: [column], partition, order, frame };
  return { relation: { ...input, plan }, column: { op: 'column', id, type } };
}

/** The place of each row in the relation's order, from 1. */
export function rowNumber(
  input: Relation,
  context: LowerContext,
): { readonly relation: Relation; readonly column: PlanExpr } {
  const frame = { kind: 'partition' } as const;
  return windowColumn(input, { fn: 'rowNumber', type: 'number', args: [], frame }, context);
}
