import type { PlanExpr, SplType } from './expr.ts';
import type { Plan, SortKey } from './plan.ts';

/** The ids of the columns that an expression reads, parameters of its own lambdas among them. */
export function columnsOf(expr: PlanExpr, into: Set<string> = new Set()): Set<string> {
  if (expr.op === 'column') into.add(expr.id);
  for (const part of partsOf(expr)) columnsOf(part, into);
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

const sizes = new WeakMap<PlanExpr, number>();

/** Number of nodes. Counted once for each expression object: substitution shares them, and the tree may be huge. */
export function exprSize(expr: PlanExpr): number {
  const known = sizes.get(expr);
  if (known !== undefined) return known;
  const size = sizeWith(expr, exprSize);
  sizes.set(expr, size);
  return size;
}

function sizeWith(expr: PlanExpr, sizeOf: (part: PlanExpr) => number): number {
  return partsOf(expr).reduce((sum, part) => sum + sizeOf(part), 1);
}

/** The direct parts of an expression. */
export function partsOf(expr: PlanExpr): readonly PlanExpr[] {
  switch (expr.op) {
    case 'column':
    case 'literal':
      return [];
    case 'call':
      return expr.args;
    case 'case':
      return [...expr.branches.flatMap(({ when, then }) => [when, then]), expr.otherwise];
    case 'lambda':
      return [expr.body];
  }
}

const volatileFns: ReadonlySet<string> = new Set(['number.random', 'number.clock']);

/** Does its value change from call to call? Such an expression must be computed once. */
export function isVolatile(expr: PlanExpr): boolean {
  return (expr.op === 'call' && volatileFns.has(expr.fn)) || partsOf(expr).some(isVolatile);
}

/**
 * Number of nodes of an expression over a plan once the columns that the plan computes from those of its own row are
 * written out, as far down as a back end may move a filter. It grows exponentially with columns that read one column
 * twice.
 */
export function expandedSize(expr: PlanExpr, plan: Plan): number {
  const columns = new Map<string, number>();
  const sizeOf = (part: PlanExpr): number =>
    part.op === 'column' ? (columns.get(part.id) ?? 1) : sizeWith(part, sizeOf);
  const steps: Plan[] = [];
  for (let at: Plan | undefined = plan; at && at.op !== 'limit'; ) {
    steps.unshift(at);
    const [input, ...others]: readonly Plan[] = inputsOf(at);
    at = others.length === 0 ? input : undefined;
  }
  for (const step of steps) {
    const computed = step.op === 'extend' ? step.columns : step.op === 'aggregate' ? step.keys : [];
    for (const column of computed) columns.set(column.id, sizeOf(column.expr));
  }
  return sizeOf(expr);
}

/** The plan with `change` applied to each of its expressions, as wholes. */
export function mapExprs(plan: Plan, change: (expr: PlanExpr) => PlanExpr): Plan {
  const inner = (input: Plan): Plan => mapExprs(input, change);
  const keys = (list: readonly SortKey[]): readonly SortKey[] =>
    list.map((key) => ({ ...key, expr: change(key.expr) }));
  const aggregates = <A extends { readonly args: readonly PlanExpr[]; readonly order?: readonly SortKey[] }>(
    columns: readonly A[],
  ): readonly A[] =>
    columns.map((column) => ({
      ...column,
      args: column.args.map(change),
      ...(column.order ? { order: keys(column.order) } : {}),
    }));
  const named = <C extends { readonly expr: PlanExpr }>(columns: readonly C[]): readonly C[] =>
    columns.map((column) => ({ ...column, expr: change(column.expr) }));
  switch (plan.op) {
    case 'scan':
    case 'table':
    case 'values':
      return plan;
    case 'filter':
      return { ...plan, input: inner(plan.input), predicate: change(plan.predicate) };
    case 'extend':
      return { ...plan, input: inner(plan.input), columns: named(plan.columns) };
    case 'aggregate':
      return {
        ...plan,
        input: inner(plan.input),
        keys: named(plan.keys),
        aggregates: aggregates(plan.aggregates),
      };
    case 'window':
      return {
        ...plan,
        input: inner(plan.input),
        columns: aggregates(plan.columns),
        partition: plan.partition.map(change),
        order: keys(plan.order),
      };
    case 'sort':
      return { ...plan, input: inner(plan.input), keys: keys(plan.keys) };
    case 'limit':
      return { ...plan, input: inner(plan.input) };
    case 'expand':
      return { ...plan, input: inner(plan.input), list: change(plan.list) };
    case 'join':
      return {
        ...plan,
        left: inner(plan.left),
        right: inner(plan.right),
        on: plan.on.map(({ left, right }) => ({ left: change(left), right: change(right) })),
      };
    case 'union':
      return { ...plan, inputs: plan.inputs.map(inner) };
  }
}

/** The plans that a plan reads from. */
export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.op) {
    case 'scan':
    case 'table':
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

/** The plan whose rows the plan's rows are, one of them or several made into one; undefined when there is no such plan. */
export function rowSourceOf(plan: Plan): Plan | undefined {
  if (plan.op === 'join') return plan.single ? plan.left : undefined;
  const [input, ...others] = inputsOf(plan);
  return others.length === 0 ? input : undefined;
}

/** The names of the lookup tables that a plan reads. */
export function tableNames(plan: Plan): readonly string[] {
  if (plan.op === 'table') return [plan.name];
  return [...new Set(inputsOf(plan).flatMap(tableNames))];
}

export function keyColumns(keys: readonly SortKey[], into: Set<string>): void {
  for (const key of keys) columnsOf(key.expr, into);
}
