import { type CallPrimitive, call, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';
import { exprSize, isVolatile } from '../../plan/walk.ts';

/** Expressions of up to this many nodes are cheaper written twice than bound to a name. */
const smallNodes = 6;

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
  if (
    value.op === 'column' ||
    value.op === 'literal' ||
    (exprSize(value) <= smallNodes && !isVolatile(value))
  )
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
