import { invariant } from '../invariant.ts';
import type { PlanExpr, SplType } from './expr.ts';
import type { Plan, SortKey } from './plan.ts';

/** The ids of the columns that an expression reads, parameters of its own lambdas left out. */
export function columnsOf(expr: PlanExpr, into: Set<string> = new Set()): Set<string> {
  switch (expr.op) {
    case 'column':
      into.add(expr.id);
      break;
    case 'literal':
      break;
    case 'call':
      for (const arg of expr.args) columnsOf(arg, into);
      break;
    case 'case':
      for (const branch of expr.branches) {
        columnsOf(branch.when, into);
        columnsOf(branch.then, into);
      }
      columnsOf(expr.otherwise, into);
      break;
    case 'lambda':
      // Parameter ids are unique in a plan, so no column has them and they need no removal.
      columnsOf(expr.body, into);
      break;
  }
  return into;
}

/** The expression with each column replaced by what `replace` gives for its id; undefined keeps it. */
export function substitute(
  expr: PlanExpr,
  replace: (id: string, type: SplType) => PlanExpr | undefined,
): PlanExpr {
  switch (expr.op) {
    case 'column':
      return replace(expr.id, expr.type) ?? expr;
    case 'literal':
      return expr;
    case 'call':
      return { ...expr, args: expr.args.map((arg) => substitute(arg, replace)) };
    case 'case':
      return {
        ...expr,
        branches: expr.branches.map(({ when, then }) => ({
          when: substitute(when, replace),
          then: substitute(then, replace),
        })),
        otherwise: substitute(expr.otherwise, replace),
      };
    case 'lambda':
      return { ...expr, body: substitute(expr.body, replace) };
  }
}

/** Number of nodes, to keep substitution from growing without bound. */
export function exprSize(expr: PlanExpr): number {
  switch (expr.op) {
    case 'column':
    case 'literal':
      return 1;
    case 'call':
      return expr.args.reduce((sum, arg) => sum + exprSize(arg), 1);
    case 'case':
      return expr.branches.reduce(
        (sum, { when, then }) => sum + exprSize(when) + exprSize(then),
        1 + exprSize(expr.otherwise),
      );
    case 'lambda':
      return 1 + exprSize(expr.body);
  }
}

/** The plans that a plan reads from. */
export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.op) {
    case 'scan':
    case 'values':
      return [];
    case 'join':
      return [plan.left, plan.right];
    case 'union':
      return plan.inputs;
    case 'filter':
    case 'extend':
    case 'aggregate':
    case 'window':
    case 'sort':
    case 'limit':
    case 'expand':
      return [plan.input];
  }
}

/** The input of a node that has exactly one. */
export function inputOf(plan: Plan): Plan {
  const [only, ...more] = inputsOf(plan);
  invariant(only !== undefined && more.length === 0, `${plan.op} has one input`);
  return only;
}

export function keyColumns(keys: readonly SortKey[], into: Set<string>): void {
  for (const key of keys) columnsOf(key.expr, into);
}
