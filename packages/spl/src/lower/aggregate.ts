import type { AggregateScope } from '../aggregates/define.ts';
import { aggregateNames, findAggregate } from '../aggregates/find.ts';
import { nonNumeric } from '../aggregates/table.ts';
import type { AggregateArg } from '../ast/ast.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { AggregateColumn, SortKey } from '../plan/plan.ts';
import { type LowerContext, refuse, refuseYet } from './context.ts';
import { toNumber } from './eval/coerce.ts';
import { lowerArgument } from './eval/index.ts';
import { fieldValue, matchFields, type Relation, valueWhere } from './relation.ts';
import { evalContext } from './scope-access.ts';
import { captureWildcards, countWildcards, fillWildcards, hasWildcard } from './wildcard.ts';

/** One output field of a statistical command: the columns that the back end computes, and the value made of them. */
export interface LoweredAggregate {
  readonly name: string;
  readonly columns: readonly AggregateColumn[];
  readonly value: PlanExpr;
}

/** All output fields of a list of aggregates, wildcards spelled out. `byFields` are not matched by a wildcard. */
export function lowerAggregates(
  args: readonly AggregateArg[],
  input: Relation,
  byFields: readonly string[],
  context: LowerContext,
  options: AggregateOptions = {},
): readonly LoweredAggregate[] {
  return args
    .flatMap((arg) => expandArg(arg, input, byFields, context))
    .map((call) => lowerCall(call, input, context, options));
}

export interface AggregateOptions {
  /** `allnum`: statistics over numbers have no value in a group where one of the values is no number. */
  readonly onlyNumbers?: boolean;
}

interface AggregateCall {
  readonly arg: AggregateArg;
  readonly name: string;
  /** The field to read in place of `arg.arg`, for a wildcard. */
  readonly field?: string;
}

function expandArg(
  arg: AggregateArg,
  input: Relation,
  byFields: readonly string[],
  context: LowerContext,
): readonly AggregateCall[] {
  const pattern = arg.arg?.kind === 'field-name' ? arg.arg.name : '';
  if (!hasWildcard(pattern)) return [{ arg, name: arg.as?.name ?? arg.text }];
  const target = arg.as?.name ?? `${arg.fn}(${pattern})`;
  if (countWildcards(target) !== countWildcards(pattern)) {
    refuse(context, 'SPL2010', arg.span, { from: pattern, to: target });
    return [];
  }
  return matchFields(input, pattern, context)
    .filter((field) => !byFields.includes(field.name))
    .map((field) => ({
      arg,
      field: field.name,
      name: fillWildcards(target, captureWildcards(pattern, field.name) ?? []),
    }));
}

/** Statistics of Splunk's reference that are known and refused by name, and what to use. */
const unsupported: Readonly<Record<string, string>> = {
  sparkline: 'write | bin _time span=1h | stats count by _time for the values behind the line',
  rate_avg: 'they belong to counters of metric indexes; use rate on each series, then avg',
  rate_sum: 'they belong to counters of metric indexes; use rate on each series, then sum',
};

function lowerCall(
  { arg, name, field }: AggregateCall,
  input: Relation,
  context: LowerContext,
  { onlyNumbers = false }: AggregateOptions,
): LoweredAggregate {
  const found = findAggregate(arg.fn);
  if (!found && Object.hasOwn(unsupported, arg.fn)) {
    refuseYet(context, arg.span, arg.fn, unsupported[arg.fn]);
    return { name, columns: [], value: nullLiteral };
  }
  if (!found) {
    const similar = nearestName(arg.fn, aggregateNames());
    const { fn } = arg;
    refuse(context, 'SPL2104', arg.span, similar === undefined ? { fn } : { fn, similar });
    return { name, columns: [], value: nullLiteral };
  }
  if (found.definition.arity === 'one' && !arg.arg) {
    refuse(context, 'SPL2105', arg.span, { fn: arg.fn, syntax: found.definition.syntax });
    return { name, columns: [], value: nullLiteral };
  }
  const columns: AggregateColumn[] = [];
  const time = fieldValue(input, '_time', context);
  const scope: AggregateScope = {
    order: input.order,
    time: time.type === 'null' ? time : toNumber(time),
    ties: tiesOf(input.order, time),
    freshId: context.freshId,
    column: (fn, type, args, order) => {
      const id = context.freshId();
      columns.push({ id, type, fn, args, ...(order ? { order } : {}) });
      return { op: 'column', id, type };
    },
  };
  const value = argumentValue(arg, field, input, context);
  if (value?.type === 'boolean' && found.definition.name !== 'count') {
    refuse(context, 'SPL2103', arg.span, { fn: arg.fn });
  }
  const result = found.definition.lower(value, scope, found.parameter);
  const isGuarded = onlyNumbers && found.definition.isNumeric === true && value?.type !== 'number';
  return { name, columns, value: isGuarded ? whereAllNumbers(result, value, scope) : result };
}

function whereAllNumbers(result: PlanExpr, value: PlanExpr | null, scope: AggregateScope): PlanExpr {
  if (value === null || value.type === 'null') return result;
  const others = scope.column('count', 'number', [nonNumeric(value, scope)]);
  return valueWhere(call('number.eq', 'boolean', others, numberLiteral(0)), result);
}

/** The plain numbers among the order's keys that no `sort` chose: after the time they are the events' order of reading. */
function tiesOf(order: readonly SortKey[], time: PlanExpr): readonly PlanExpr[] {
  const timeId = time.op === 'column' ? time.id : undefined;
  return order.flatMap(({ expr, isChosen }) =>
    expr.op === 'column' && expr.type === 'number' && expr.id !== timeId && !isChosen ? [expr] : [],
  );
}

function argumentValue(
  arg: AggregateArg,
  field: string | undefined,
  input: Relation,
  context: LowerContext,
): PlanExpr | null {
  if (field !== undefined) return fieldValue(input, field, context);
  if (!arg.arg) return null;
  if (arg.arg.kind === 'field-name') return fieldValue(input, arg.arg.name, context);
  return lowerArgument(arg.arg.expr, evalContext(input, context));
}
