import type { LiteralExpr, PlanExpr, SplType } from '../plan/expr.ts';
import type { AggregateColumn, ExpandPlan, ValuesPlan } from '../plan/plan.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import type { SqlPrimitive } from './primitive.ts';
import type { Sql } from './sql.ts';

/** What a dialect renders parts of a node with: expressions over the columns of the node's input. */
export type RenderExpression = (expr: PlanExpr) => Sql;

/** All in which the SQL of two engines differs. Everything else of a plan is rendered once, in render.ts and expr.ts. */
export interface Dialect {
  /** For messages. */
  readonly name: string;
  readonly primitives: Readonly<Record<PrimitiveName, SqlPrimitive>>;
  /** False where a list cannot be NULL and the empty list stands for it. */
  readonly nullableLists: boolean;
  readonly identifier: (name: string) => Sql;
  readonly literal: (literal: LiteralExpr) => Sql;
  /** The anonymous function of list primitives. */
  readonly lambda: (parameter: Sql, body: Sql) => Sql;
  /** A value, or NULL where it is null, in the engine's type for a plan type. */
  readonly cast: (value: Sql | null, type: SplType) => Sql;
  /** A SELECT of the literal rows. */
  readonly values: (plan: ValuesPlan, expression: RenderExpression) => Sql;
  /** A SELECT of the rows with one value each; a NULL list keeps its row, with a NULL value. */
  readonly expand: (plan: ExpandPlan, list: Sql, input: Sql) => Sql;
  /** Equality of two join keys of one type; a NULL on either side is not TRUE. */
  readonly joinKey: (left: Sql, right: Sql, type: SplType) => Sql;
  /** An aggregate call; as a window function where `window` is its `OVER (…)`. */
  readonly aggregate: (column: AggregateColumn, expression: RenderExpression, window: Sql | null) => Sql;
  /** The value of the row before, NULL in the first row. */
  readonly lag: (value: Sql, type: SplType, window: Sql) => Sql;
  /** A WHERE whose condition must not be moved below the computed columns it reads; absent where that costs nothing. */
  readonly filterInPlace?: (rows: Sql, condition: Sql) => Sql;
}
