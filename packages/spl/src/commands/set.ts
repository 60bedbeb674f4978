import type { Command } from '../ast/ast.ts';
import { onlyValue } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { closedScope, completeScope, filterRelation, type Relation, setField } from '../lower/relation.ts';
import { subsearchArgs } from '../lower/subsearch-arg.ts';
import { limitSubsearch } from '../lower/subsearch-limit.ts';
import { unionRelations } from '../lower/union-relations.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { WindowPlan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const set = defineCommand({
  name: 'set',
  doc: 'Compares the rows of two searches by all their fields, internal ones included: those of either (union), of both (intersect), or of just one of them (diff). Each row comes once.',
  syntax: 'set union|intersect|diff [<subsearch>] [<subsearch>]',
  source: 'Search Reference, set',
  generating: true,
  takesSubsearch: true,
  lower: (input, command, context) => {
    const searches = subsearchArgs(command);
    if (searches.length !== 2) refuse(context, 'SPL2144', command.span, { command: 'set' });
    const sides = searches.map(({ pipeline, span }, i) => {
      const rows = limitSubsearch(context.lowerSubsearch(pipeline), command, span, context);
      const found = completeScope(rows, context);
      return setField(found, sideField, numberLiteral(i));
    });
    return sides.length === 0 ? input : compared(unionRelations(sides, context), command, context);
  },
});

/** Says of which search a row is; no field of an event begins with `#`. */
const sideField = '#side';

function compared(both: Relation, command: Command, context: LowerContext): Relation {
  const fields = both.scope.fields.filter(({ name }) => name !== sideField);
  const side = both.scope.fields.find(({ name }) => name === sideField)?.expr ?? numberLiteral(0);
  const column = (fn: string, args: readonly PlanExpr[]): WindowPlan['columns'][number] => ({
    id: context.freshId(),
    type: 'number',
    fn,
    args,
  });
  const window = (columns: WindowPlan['columns'], order: WindowPlan['order'], input: Relation): Relation => ({
    ...input,
    plan: {
      op: 'window',
      input: input.plan,
      columns,
      partition: fields.map(({ expr }) => expr),
      order,
      frame: { kind: 'partition' },
    },
  });
  const number = column('rowNumber', []);
  const first = column('min', [side]);
  const last = column('max', [side]);
  const counted = window([first, last], [], window([number], both.order, both));
  const [one, least, most] = [number, first, last].map(
    ({ id }): PlanExpr => ({ op: 'column', id, type: 'number' }),
  );
  const kept = filterRelation(
    { ...counted, scope: closedScope(fields) },
    call('number.eq', 'boolean', one ?? side, numberLiteral(1)),
  );
  const value = onlyValue(command.args, context);
  const kind = value?.text.toLowerCase();
  if (kind === 'union') return kept;
  if (kind !== 'intersect' && kind !== 'diff')
    refuse(context, 'SPL2146', value?.span ?? command.span, { text: value?.text ?? '' });
  const test = kind === 'intersect' ? 'number.ne' : 'number.eq';
  return filterRelation(kept, call(test, 'boolean', least ?? side, most ?? side));
}
