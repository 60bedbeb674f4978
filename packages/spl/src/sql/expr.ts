import { InternalError } from '../internal-error.ts';
import type { CallPrimitive, CaseExpr, PlanExpr, SplType } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import type { Dialect } from './dialect.ts';
import { joinSql, type Sql, sql } from './sql.ts';

/** What a name of the plan is called in the SQL text. */
type Names = (id: string, depth: number) => Sql;

interface Context {
  readonly column: Names;
  readonly dialect: Dialect;
}

/**
 * A plan expression as SQL of a dialect. `column` gives the SQL of a plan column; parameters of lambdas get names of their
 * own. Fails only on a primitive that does not exist, which is a bug.
 */
export function renderExpr(expr: PlanExpr, column: (id: string) => Sql, dialect: Dialect): Sql {
  return render(expr, { column, dialect }, 0);
}

function render(expr: PlanExpr, context: Context, depth: number): Sql {
  switch (expr.op) {
    case 'column':
      return context.column(expr.id, depth);
    case 'literal':
      return context.dialect.literal(expr);
    case 'call':
      return renderCall(expr, context, depth);
    case 'case':
      return renderCase(expr, context, depth);
    case 'lambda': {
      const name = context.dialect.identifier(`v${depth}`);
      const inner: Names = (id, at) => (id === expr.param ? name : context.column(id, at));
      return context.dialect.lambda(name, render(expr.body, { ...context, column: inner }, depth + 1));
    }
  }
}

function renderCall(expr: CallPrimitive, context: Context, depth: number): Sql {
  const { primitives, name } = context.dialect;
  const primitive = Object.hasOwn(primitives, expr.fn) ? primitives[expr.fn as PrimitiveName] : undefined;
  if (!primitive) throw new InternalError(`${name} has no primitive "${expr.fn}"`);
  const args = expr.fn === 'and' || expr.fn === 'or' ? flatten(expr) : expr.args;
  return primitive(
    args.map((arg) => render(arg, context, depth)),
    args,
  );
}

/** `(a AND b) AND c` as one list, so that long chains do not nest. */
function flatten(expr: CallPrimitive): readonly PlanExpr[] {
  const flat: PlanExpr[] = [];
  const rest: PlanExpr[] = [...expr.args].reverse();
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.op === 'call' && next.fn === expr.fn) rest.push(...[...next.args].reverse());
    else flat.push(next);
  }
  return flat;
}

function renderCase(expr: CaseExpr, context: Context, depth: number): Sql {
  const branches = expr.branches.map(
    ({ when, then }) =>
      sql`WHEN ${render(when, context, depth)} THEN ${branch(then, expr.type, context, depth)}`,
  );
  const isNull = expr.otherwise.op === 'literal' && expr.otherwise.value === null;
  // Without any typed branch the NULL of ELSE carries the type.
  const isDefault = context.dialect.nullableLists || expr.type !== 'multivalue';
  const otherwise =
    isNull && isDefault && expr.branches.some(({ then }) => then.type !== 'null')
      ? sql``
      : sql` ELSE ${branch(expr.otherwise, expr.type, context, depth)}`;
  return sql`CASE ${joinSql(branches, sql` `)}${otherwise} END`;
}

/** A NULL among the values of a CASE has the type of the others. */
function branch(value: PlanExpr, type: SplType, context: Context, depth: number): Sql {
  const isNull = value.op === 'literal' && value.value === null;
  return render(isNull ? { ...value, type } : value, context, depth);
}
