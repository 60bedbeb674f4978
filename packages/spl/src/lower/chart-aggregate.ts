import { findAggregate } from '../aggregates/find.ts';
import type { AggregateArg, CallExpr, Expr, FieldName } from '../ast/ast.ts';
import { nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { type LoweredAggregate, lowerAggregates } from './aggregate.ts';
import type { LowerContext } from './context.ts';
import { lowerExpr } from './eval/index.ts';
import { mapParts } from './eval/map-parts.ts';
import type { Relation } from './relation.ts';
import { evalContext } from './scope-access.ts';

/** An aggregate of `chart` and `timechart`. */
export interface ChartAggregate extends LoweredAggregate {
  /** What a cell without rows shows: 0 for counts, else nothing. */
  readonly empty: PlanExpr;
  /** Which of the written aggregates it is of. */
  readonly index: number;
}

/** As `lowerAggregates`; `eval(…)` around aggregates computes with their values. */
export function chartAggregates(
  args: readonly AggregateArg[],
  input: Relation,
  byFields: readonly string[],
  context: LowerContext,
): readonly ChartAggregate[] {
  return args.flatMap((arg, index): readonly ChartAggregate[] => {
    if (arg.fn === 'eval' && arg.arg?.kind === 'eval-arg')
      return [{ ...evalAggregate(arg, arg.arg.expr, input, byFields, context), empty: nullLiteral, index }];
    const name = findAggregate(arg.fn)?.definition.name;
    const empty = name === 'count' || name === 'dc' ? numberLiteral(0) : nullLiteral;
    return lowerAggregates([arg], input, byFields, context).map((result) => ({ ...result, empty, index }));
  });
}

/** `eval(round(avg(a) / max(b), 2))`: each call of an aggregate is one, the rest is computed of their values. */
function evalAggregate(
  arg: AggregateArg,
  expr: Expr,
  input: Relation,
  byFields: readonly string[],
  context: LowerContext,
): LoweredAggregate {
  const found: { readonly name: string; readonly result: LoweredAggregate }[] = [];
  const computed = mapParts(expr, (call) => {
    const inner = call.kind === 'call' ? aggregateOf(call) : null;
    const [result] = inner ? lowerAggregates([inner], input, byFields, context) : [];
    if (!result) return call;
    const name = `#${found.length}`;
    found.push({ name, result });
    return { kind: 'field', name, quoted: true, span: call.span };
  });
  const base = evalContext(input, context);
  const value = lowerExpr(computed, {
    ...base,
    distinctTexts: undefined,
    resolve: (name) => found.find((entry) => entry.name === name)?.result.value ?? nullLiteral,
  });
  return {
    name: arg.as?.name ?? arg.text,
    columns: found.flatMap(({ result }) => result.columns),
    value: value.type === 'boolean' ? nullLiteral : value,
  };
}

/** The call as an aggregate; undefined for a function of eval, such as `max` of several values. */
function aggregateOf({ name, args, span }: CallExpr): AggregateArg | undefined {
  if (!findAggregate(name) || args.length > 1) return undefined;
  const [argument] = args;
  const base = { kind: 'aggregate', fn: name, text: name, span } as const;
  if (!argument) return base;
  if (argument.kind === 'field') {
    const field: FieldName = {
      kind: 'field-name',
      name: argument.name,
      quote: argument.quoted ? 'single' : 'none',
      span: argument.span,
    };
    return { ...base, arg: field };
  }
  const expr = argument.kind === 'call' && argument.name === 'eval' ? argument.args[0] : argument;
  return expr ? { ...base, arg: { kind: 'eval-arg', expr, span: argument.span } } : base;
}
