import { InternalError } from '../internal-error.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** Renders a call of one primitive from its rendered arguments; the expressions are there for literals and types. */
export type SqlPrimitive = (args: readonly Sql[], exprs: readonly PlanExpr[]) => Sql;

function argument(args: readonly Sql[], index: number): Sql {
  const found = args[index];
  if (!found) throw new InternalError(`a primitive lacks argument ${index + 1}`);
  return found;
}

export function constant(make: () => Sql): SqlPrimitive {
  return () => make();
}

export function unary(make: (a: Sql) => Sql): SqlPrimitive {
  return (args) => make(argument(args, 0));
}

export function binary(make: (a: Sql, b: Sql) => Sql): SqlPrimitive {
  return (args) => make(argument(args, 0), argument(args, 1));
}

export function ternary(make: (a: Sql, b: Sql, c: Sql) => Sql): SqlPrimitive {
  return (args) => make(argument(args, 0), argument(args, 1), argument(args, 2));
}

/** More operands than this are put in a balanced tree: engines refuse expressions nested deeper than 1000. */
const flatOperands = 32;

/** `(a op b op c)` for an operator whose grouping does not matter. */
export function chain(operator: Sql): SqlPrimitive {
  const join = (args: readonly Sql[]): Sql => {
    if (args.length <= flatOperands) return sql`(${joinSql(args, sql` ${operator} `)})`;
    const half = args.length >> 1;
    return sql`(${join(args.slice(0, half))} ${operator} ${join(args.slice(half))})`;
  };
  return (args) => (args.length === 1 ? argument(args, 0) : join(args));
}

/**
 * The first argument equals one of the others. DuckDB makes a hash join of an IN with constants, which costs more than a
 * few comparisons and keeps the filter from being moved.
 */
export const inList: SqlPrimitive = (args, exprs) => {
  const [value, ...items] = args;
  if (value === undefined || items.length === 0) throw new InternalError('a list of values is empty');
  if (items.length > flatOperands || exprs[0]?.op !== 'column')
    return sql`(${value} IN (${joinSql(items, sql`, `)}))`;
  return sql`(${joinSql(
    items.map((item) => sql`${value} = ${item}`),
    sql` OR `,
  )})`;
};

/** The value of a literal argument; a dialect row that needs one is never called with anything else. */
export function literalValue(
  exprs: readonly PlanExpr[],
  index: number,
): string | number | boolean | readonly string[] | null {
  const found = exprs[index];
  if (found?.op !== 'literal')
    throw new InternalError(`argument ${index + 1} of a primitive must be a literal`);
  return found.value;
}

export function literalText(exprs: readonly PlanExpr[], index: number): string {
  return String(literalValue(exprs, index) ?? '');
}

export function literalList(exprs: readonly PlanExpr[], index: number): readonly string[] {
  const value = literalValue(exprs, index);
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

export function isLiteral(expr: PlanExpr | undefined): boolean {
  return expr?.op === 'literal';
}
