import type { Span } from '../source/span.ts';

/**
 * Static type of a value in a plan, and how a back end stores it. NULL belongs to every type.
 * - `number`   IEEE double.
 * - `text`     a string known not to be a number (a non-numeric literal).
 * - `dynamic`  a string that may look like a number: every field that comes from data or was stored by eval as text.
 * - `boolean`  inside expressions only, never stored in a field.
 * - `multivalue` a non-empty list of strings; the empty list is NULL.
 * - `null`     the NULL literal.
 */
export type SplType = 'number' | 'text' | 'dynamic' | 'boolean' | 'multivalue' | 'null';

/** A scalar or boolean expression of a plan. SPL's semantics are explicit here: no back end knows SPL. */
export type PlanExpr = ColumnExpr | LiteralExpr | CallPrimitive | CaseExpr | LambdaExpr;

export interface ColumnExpr {
  readonly op: 'column';
  /** Unique in its plan. Never a field name: SQL identifiers ignore case, SPL's names do not. */
  readonly id: string;
  readonly type: SplType;
}

export interface LiteralExpr {
  readonly op: 'literal';
  readonly value: string | number | boolean | null | readonly string[];
  readonly type: SplType;
  /** The value of a field, known beforehand: one that looks like a number is one, where a literal in quotes is text. */
  readonly isField?: true;
}

/** A call of a primitive: a row in each dialect's table. Arguments are already of the types that the row demands. */
export interface CallPrimitive {
  readonly op: 'call';
  readonly fn: string;
  readonly args: readonly PlanExpr[];
  readonly type: SplType;
  /** Where it was written, for errors of the engine. */
  readonly span?: Span;
}

/** SQL's CASE: the first branch whose condition is TRUE (NULL is not), else `otherwise`. All values have type `type`. */
export interface CaseExpr {
  readonly op: 'case';
  readonly branches: readonly { readonly when: PlanExpr; readonly then: PlanExpr }[];
  readonly otherwise: PlanExpr;
  readonly type: SplType;
}

/** The body of a list primitive (mvmap, mvfilter): `param` is a column id bound to each element as `dynamic`. */
export interface LambdaExpr {
  readonly op: 'lambda';
  readonly param: string;
  readonly body: PlanExpr;
  readonly type: SplType;
}

export const nullLiteral: LiteralExpr = { op: 'literal', value: null, type: 'null' };

export function numberLiteral(value: number): LiteralExpr {
  return { op: 'literal', value, type: 'number' };
}

export function booleanLiteral(value: boolean): LiteralExpr {
  return { op: 'literal', value, type: 'boolean' };
}

/** A string literal: `dynamic` when it looks like a decimal number, else `text`. */
export function stringLiteral(value: string): LiteralExpr {
  return { op: 'literal', value, type: looksNumeric(value) ? 'dynamic' : 'text' };
}

export function call(fn: string, type: SplType, ...args: readonly PlanExpr[]): CallPrimitive {
  return { op: 'call', fn, args, type };
}

/** Optional sign, digits, optional fraction, optional exponent, no blanks (semantics 4.5.1). */
export function looksNumeric(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}
