import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { compare } from './eval/coerce.ts';
import { type JoinSpec, joinRelations, numberRows } from './join-relations.ts';
import { fieldValue, filterRelation, openSource, type Relation, type Scope, valueWhere } from './relation.ts';

export interface TimedJoin extends Omit<JoinSpec, 'on'> {
  /** Rows that a row is joined with at most; 0: all. */
  readonly max: number;
  /** Only with rows of the same time or an earlier one, else of the same or a later one. */
  readonly earlier: boolean;
}

/**
 * `join usetime=true`: which rows match depends on the time of both, so all pairs with the same keys are made and then
 * thinned out.
 */
export function joinByTime(
  left: Relation,
  right: Relation,
  names: readonly string[],
  { kind, prefer, max, earlier }: TimedJoin,
  context: LowerContext,
): Relation {
  const { relation: rows, number: row } = numberRows(left, [], context);
  const { relation: matches, number: match } = numberRows(right, [], context);
  const times = [fieldValue(matches, '_time', context), fieldValue(rows, '_time', context)] as const;
  const fits = call('isTrue', 'boolean', compare(earlier ? '<=' : '>=', ...times));
  const on = names.map((name) => ({
    left: fieldValue(rows, name, context),
    right: fieldValue(matches, name, context),
  }));
  const guarded = { ...matches, scope: guardedScope(matches.scope, fits) };
  const pairs = joinRelations(rows, guarded, { kind, on, prefer }, context);
  const order = [row, indicator(fits, 0, 1), match].map((expr) => ({ expr, descending: false }));
  const { relation: ranked, number: rank } = numberRows({ ...pairs, order }, [row], context);
  const isFirst = (count: number): PlanExpr => call('number.le', 'boolean', rank, numberLiteral(count));
  const joined = max === 0 ? fits : call('and', 'boolean', fits, isFirst(max));
  const alone = call('and', 'boolean', call('not', 'boolean', fits), isFirst(1));
  return filterRelation(ranked, kind === 'inner' ? joined : call('or', 'boolean', joined, alone));
}

function indicator(when: PlanExpr, then: number, otherwise: number): PlanExpr {
  const branches = [{ when, then: numberLiteral(then) }];
  return { op: 'case', branches, otherwise: numberLiteral(otherwise), type: 'number' };
}

function guardedScope(scope: Scope, when: PlanExpr): Scope {
  return {
    fields: scope.fields.map(({ name, expr }) => ({ name, expr: valueWhere(when, expr) })),
    open:
      scope.open.length === 0
        ? []
        : [
            {
              ...openSource({ kind: 'guarded' as const, when, scopes: [scope] as const }),
              hidden: scope.fields.map(({ name }) => name),
            },
          ],
  };
}
