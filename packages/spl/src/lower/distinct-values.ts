import type { PlanExpr } from '../plan/expr.ts';
import { type LowerContext, refuse } from './context.ts';
import { closedScope, type Relation } from './relation.ts';
import { takeFirst } from './take.ts';

/** The values that a text column has in the rows; null until the rows have been asked. More than `most` are refused. */
export function distinctValues(
  input: Relation,
  column: PlanExpr,
  most: number,
  context: LowerContext,
  what: 'columns' | 'texts' | 'formats' | 'addresses' = 'columns',
): readonly string[] | null {
  const id = context.freshId();
  const value: PlanExpr = { op: 'column', id, type: 'dynamic' };
  const answer = context.answerOf(
    takeFirst(
      {
        plan: {
          op: 'aggregate',
          input: input.plan,
          keys: [{ id, type: 'dynamic', expr: column }],
          aggregates: [],
        },
        scope: closedScope([{ name: 'value', expr: value }]),
        order: [{ expr: value, descending: false }],
      },
      most + 1,
    ),
  );
  if (answer && answer.length > most) refuse(context, 'SPL3071', context.commandSpan, { most, what });
  return answer?.slice(0, most).map(([cell]) => String(cell ?? '')) ?? null;
}
