import { type CallPrimitive, call, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';

/** Expressions of up to this many nodes are cheaper written twice than bound to a name. */
const smallNodes = 6;

const sizes = new WeakMap<PlanExpr, number>();

/** Number of nodes; computed once for each expression object. */
function sizeOf(expr: PlanExpr): number {
  const known = sizes.get(expr);
  if (known !== undefined) return known;
  const size = 1 + childrenOf(expr).reduce((sum, child) => sum + sizeOf(child), 0);
  sizes.set(expr, size);
  return size;
}

function childrenOf(expr: PlanExpr): readonly PlanExpr[] {
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

const changing: ReadonlySet<string> = new Set(['number.random', 'number.clock']);

function changes(expr: PlanExpr): boolean {
  return (expr.op === 'call' && changing.has(expr.fn)) || childrenOf(expr).some(changes);
}

/** Calls a primitive of the plan; the name is checked by the compiler. */
export function primitive(fn: PrimitiveName, type: SplType, ...args: readonly PlanExpr[]): CallPrimitive {
  return call(fn, type, ...args);
}

/**
 * Builds an expression that uses `value` more than once. A large value is bound to a parameter first, so that nested
 * expressions grow by addition and not by multiplication, and a random one keeps its value. The body must hold no
 * foreign expression that could use the same parameter: `name` tells the values of one body apart.
 */
export function share(value: PlanExpr, name: string, use: (shared: PlanExpr) => PlanExpr): PlanExpr {
  if (value.op === 'column' || value.op === 'literal' || (sizeOf(value) <= smallNodes && !changes(value)))
    return use(value);
  const param = `let_${name}`;
  const body = use({ op: 'column', id: param, type: value.type });
  return primitive('let', body.type, value, { op: 'lambda', param, body, type: body.type });
}

/** A call whose row in the dialect writes its arguments more than once. Parameters are numbered. */
export function sharedCall(fn: PrimitiveName, type: SplType, ...args: readonly PlanExpr[]): PlanExpr {
  const bind = (index: number, bound: readonly PlanExpr[]): PlanExpr => {
    const next = args[index];
    if (!next) return primitive(fn, type, ...bound);
    return share(next, `arg${index}`, (shared) => bind(index + 1, [...bound, shared]));
  };
  return bind(0, []);
}
