import { InternalError } from '../../internal-error.ts';
import type { CallPrimitive, CaseExpr, PlanExpr } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { duckdbPrimitives } from './primitives.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';

/** What a name of the plan is called in the SQL text. */
type Names = (id: string, depth: number) => Sql;

/**
 * A plan expression as DuckDB SQL. `column` gives the SQL of a plan column; parameters of lambdas get names of their
 * own. Fails only on a primitive that does not exist, which is a bug.
 */
export function renderExpr(expr: PlanExpr, column: (id: string) => Sql): Sql {
  return render(expr, column, 0);
}

function render(expr: PlanExpr, column: Names, depth: number): Sql {
  switch (expr.op) {
    case 'column':
      return column(expr.id, depth);
    case 'literal':
      return quoteLiteral(expr);
    case 'call':
      return renderCall(expr, column, depth);
    case 'case':
      return renderCase(expr, column, depth);
    case 'lambda': {
      const name = quoteIdentifier(`v${depth}`);
      const inner: Names = (id, at) => (id === expr.param ? name : column(id, at));
      return sql`lambda ${name}: ${render(expr.body, inner, depth + 1)}`;
    }
  }
}

function renderCall(expr: CallPrimitive, column: Names, depth: number): Sql {
  const primitive = Object.hasOwn(duckdbPrimitives, expr.fn)
    ? duckdbPrimitives[expr.fn as PrimitiveName]
    : undefined;
  if (!primitive) throw new InternalError(`DuckDB has no primitive "${expr.fn}"`);
  const args = expr.fn === 'and' || expr.fn === 'or' ? flatten(expr) : expr.args;
  return primitive(
    args.map((arg) => render(arg, column, depth)),
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

function renderCase(expr: CaseExpr, column: Names, depth: number): Sql {
  const branches = expr.branches.map(
    ({ when, then }) => sql`WHEN ${render(when, column, depth)} THEN ${render(then, column, depth)}`,
  );
  const isNull = expr.otherwise.op === 'literal' && expr.otherwise.value === null;
  // Without any typed branch the NULL of ELSE carries the type.
  const otherwise =
    isNull && expr.branches.some(({ then }) => then.type !== 'null')
      ? sql``
      : sql` ELSE ${render(expr.otherwise, column, depth)}`;
  return sql`CASE ${joinSql(branches, sql` `)}${otherwise} END`;
}
