import type { CallExpr, Expr } from '../ast/ast.ts';
import type { EvalCode, EvalValues } from '../diagnostics/eval-messages.ts';
import type { EvalContext } from '../lower/eval/context.ts';
import type { PlanExpr } from '../plan/expr.ts';
import type { Cell } from '../value.ts';

/**
 * What a function takes. `text`, `number` and `list` are converted from any value (NULL where that fails); `value` is
 * any value as it is; `any` is a value or a condition; `boolean` is a condition; `raw` is handed over as syntax.
 */
export type ParamType = 'text' | 'number' | 'list' | 'value' | 'any' | 'boolean' | 'raw';

type Lowered<T> = T extends 'raw' ? Expr : PlanExpr;
type LoweredAll<T extends readonly ParamType[]> = { -readonly [K in keyof T]: Lowered<T[K]> };

/** What a row of the table may ask about the call that it lowers. */
export interface FunctionCall {
  readonly node: CallExpr;
  readonly context: EvalContext;
  /** Lowers an argument taken as `raw`, in this context or in one with other fields. */
  lower(expr: Expr, context?: EvalContext): PlanExpr;
  /** The same where only a condition, or only a value, makes sense. */
  lowerCondition(expr: Expr, context?: EvalContext): PlanExpr;
  lowerValue(expr: Expr, context?: EvalContext): PlanExpr;
  /** Reports an error at an argument (or at the whole call) and gives NULL. */
  refuse<C extends EvalCode>(code: C, values: EvalValues<C>, argument?: number): PlanExpr;
  /** The same at a place inside a text literal, from an offset of its value on. */
  refuseInside<C extends EvalCode>(
    code: C,
    values: EvalValues<C>,
    argument: number,
    offset: number,
  ): PlanExpr;
}

/** An expression, what it gives (or the code of its error), and the fields that it reads. */
export type Vector = readonly [
  expression: string,
  gives: Cell | boolean | { readonly error: EvalCode },
  fields?: Readonly<Record<string, Cell>>,
];

/** One eval function: all that the compiler, the reference and the tests know of it. */
export interface FunctionDefinition {
  /** Lower case, Splunk's spelling. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One sentence in our own words, the rule for NULL included where it is not "NULL gives NULL". */
  readonly doc: string;
  readonly syntax: string;
  /** The public page that the behaviour follows. */
  readonly source: string;
  readonly args: readonly ParamType[];
  readonly optional?: readonly ParamType[];
  /** A group of further arguments, any number of times. */
  readonly repeat?: readonly ParamType[];
  readonly gives: 'text' | 'number' | 'boolean' | 'multivalue' | 'value';
  /** What to do with a multivalue first argument of type text: apply to each value, or ask whether any satisfies it. */
  readonly onMultivalue?: 'each' | 'any';
  lower(call: FunctionCall, ...args: readonly (PlanExpr | Expr | undefined)[]): PlanExpr;
  readonly vectors: readonly Vector[];
}

interface TypedDefinition<
  Args extends readonly ParamType[],
  Optional extends readonly ParamType[],
  Repeat extends readonly ParamType[],
> extends Omit<FunctionDefinition, 'args' | 'optional' | 'repeat' | 'lower'> {
  readonly args: Args;
  readonly optional?: Optional;
  readonly repeat?: Repeat;
  lower(
    call: FunctionCall,
    ...args: [...LoweredAll<Args>, ...Partial<LoweredAll<Optional>>, ...Lowered<Repeat[number]>[]]
  ): PlanExpr;
}

/** A row of the function table. The types of the parameters of `lower` follow from `args`, `optional` and `repeat`. */
export function defineFunction<
  const Args extends readonly ParamType[],
  const Optional extends readonly ParamType[] = [],
  const Repeat extends readonly ParamType[] = [],
>(definition: TypedDefinition<Args, Optional, Repeat>): FunctionDefinition {
  // The caller of `lower` converts arguments by `args`, so they are what this row's parameters say.
  return definition as unknown as FunctionDefinition;
}
