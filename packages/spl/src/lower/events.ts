import type { SearchExpr } from '../ast/ast.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { hasCalculatedFields } from './calculated-field.ts';
import type { FieldInfo, LowerContext } from './context.ts';
import { ordinalField } from './field-type.ts';
import { fieldValue, filterRelation, openSource, type Relation, type ScopeField } from './relation.ts';
import { searchedRange, setsTimeRange } from './search.ts';

/**
 * All events, newest first; rows of the same time keep the order in which they were read. The time picker holds unless
 * `search`, the expression that the command filters them by, names a range of its own.
 */
export function allEvents(search: SearchExpr | undefined, context: LowerContext): Relation {
  const scanId = context.freshId();
  const field = ({ name, type }: FieldInfo): ScopeField => ({
    name,
    expr: context.scanColumn(scanId, name, type),
  });
  const { universe } = context.options;
  const time = context.scanColumn(scanId, '_time', 'number');
  const ordinal = context.scanColumn(scanId, ordinalField, 'number');
  const events: Relation = {
    plan: { op: 'scan', id: scanId, columns: context.scanColumns(scanId) },
    scope: {
      fields: universe?.map(field) ?? [],
      open: [
        ...(hasCalculatedFields(context) ? [openSource({ kind: 'calculated' as const, scanId })] : []),
        ...(universe ? [] : [openSource({ kind: 'scan' as const, scanId })]),
      ],
    },
    order: [
      { expr: time, descending: true },
      { expr: ordinal, descending: false },
    ],
  };
  if (search && setsTimeRange(search))
    return { ...events, range: searchedRange(search, context.options.now) };
  return withinRange(events, context);
}

function withinRange(events: Relation, context: LowerContext): Relation {
  const { range } = context.options;
  if (!range) return events;
  const time = fieldValue(events, '_time', context);
  const bound = (fn: 'number.ge' | 'number.lt', at: number | null): readonly PlanExpr[] =>
    at === null ? [] : [call(fn, 'boolean', time, numberLiteral(at))];
  const bounds = [...bound('number.ge', range.earliest), ...bound('number.lt', range.latest)];
  return { ...bounds.reduce(filterRelation, events), range };
}
