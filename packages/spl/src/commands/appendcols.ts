import { optionFlag } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { joinRelations, numberRows } from '../lower/join-relations.ts';
import { closedScope, type Relation } from '../lower/relation.ts';
import { subsearchArg } from '../lower/subsearch-arg.ts';
import { limitSubsearch, timeLimits } from '../lower/subsearch-limit.ts';
import type { PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const appendcols = defineCommand({
  name: 'appendcols',
  doc: 'Puts the fields of a subsearch beside those of the current rows: the first row of it into the first row, and so on. A field that a row has keeps its value unless `override=true`. Rows of the subsearch beyond the current ones become rows of their own.',
  syntax: 'appendcols [override=<bool>] [maxout=<int>] [maxtime=<int>] [timeout=<int>] [<subsearch>]',
  source: 'Search Reference, appendcols',
  takesSubsearch: true,
  options: ['override', 'maxout', ...timeLimits],
  lower: (input, command, context) => {
    const subsearch = subsearchArg(command, context);
    if (!subsearch) return input;
    const found = context.lowerSubsearch(subsearch.pipeline);
    const added = limitSubsearch(found, command, subsearch.span, context);
    const prefer = optionFlag(command, 'override', false, context) ? 'right' : 'left';
    return sideBySide(input, added, prefer, context);
  },
});

/** Either side may have more rows: the positions of both are listed, and each side is joined to them. */
function sideBySide(
  left: Relation,
  right: Relation,
  prefer: 'left' | 'right',
  context: LowerContext,
): Relation {
  const a = numberRows(left, [], context);
  const b = numberRows(right, [], context);
  const either = context.freshId();
  const at = context.freshId();
  const position: PlanExpr = { op: 'column', id: at, type: 'number' };
  const union: Plan = {
    op: 'union',
    inputs: [a.relation.plan, b.relation.plan],
    columns: [{ id: either, type: 'number', from: [columnId(a.number), columnId(b.number)] }],
  };
  const plan: Plan = {
    op: 'aggregate',
    input: union,
    keys: [{ id: at, type: 'number', expr: { op: 'column', id: either, type: 'number' } }],
    aggregates: [],
  };
  const positions: Relation = {
    plan,
    scope: closedScope([]),
    order: [{ expr: position, descending: false }],
  };
  const spec = (right: PlanExpr) => ({ kind: 'left', on: [{ left: position, right }], prefer }) as const;
  const withLeft = joinRelations(positions, a.relation, spec(a.number), context);
  const both = joinRelations(withLeft, b.relation, spec(b.number), context);
  return { ...both, order: positions.order };
}

function columnId(expr: PlanExpr): string | null {
  return expr.op === 'column' ? expr.id : null;
}
