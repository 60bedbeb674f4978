import type { PlanExpr } from '@sealbreak/spl';

/** Cheap enough to be computed for every record, whether or not a predicate comes to it. */
const sharedFns: ReadonlySet<string> = new Set(['lower', 'upper']);

/**
 * The predicates with each call of a field that occurs more than once replaced by a column. DuckDB computes a call in
 * each branch of a CASE anew: a rule that looks for six words in a lower-cased text would lower it six times.
 * @param field the record field of a column; undefined: its calls are left alone.
 * @returns the calls by the ids of their columns, and the predicates in order.
 */
export function shareCalls<Scan>(
  scans: readonly { readonly scan: Scan; readonly predicate: PlanExpr }[],
  field: (scan: Scan, columnId: string) => string | undefined,
): {
  readonly calls: ReadonlyMap<string, { readonly scan: Scan; readonly call: PlanExpr }>;
  readonly predicates: readonly PlanExpr[];
} {
  const keyOf = (scan: Scan, expr: PlanExpr): string | undefined => {
    if (expr.op !== 'call' || !sharedFns.has(expr.fn)) return undefined;
    const [arg, ...others] = expr.args;
    const name = arg?.op === 'column' && others.length === 0 ? field(scan, arg.id) : undefined;
    return name === undefined ? undefined : `${expr.fn} ${arg?.type} ${name}`;
  };
  const counts = new Map<string, number>();
  for (const { scan, predicate } of scans) {
    replace(predicate, (expr) => {
      const key = keyOf(scan, expr);
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
      return undefined;
    });
  }
  const calls = new Map<string, { readonly scan: Scan; readonly call: PlanExpr }>();
  const predicates = scans.map(({ scan, predicate }) =>
    replace(predicate, (expr) => {
      const key = keyOf(scan, expr);
      if (key === undefined || (counts.get(key) ?? 0) < 2) return undefined;
      const id = `shared ${key}`;
      if (!calls.has(id)) calls.set(id, { scan, call: expr });
      return { op: 'column', id, type: expr.type };
    }),
  );
  return { calls, predicates };
}

/** The expression with the parts replaced for which `change` gives another one; outer parts first. */
function replace(expr: PlanExpr, change: (part: PlanExpr) => PlanExpr | undefined): PlanExpr {
  const changed = change(expr);
  if (changed !== undefined) return changed;
  const inner = (part: PlanExpr): PlanExpr => replace(part, change);
  switch (expr.op) {
    case 'column':
    case 'literal':
      return expr;
    case 'call':
      return { ...expr, args: expr.args.map(inner) };
    case 'case':
      return {
        ...expr,
        branches: expr.branches.map(({ when, then }) => ({ when: inner(when), then: inner(then) })),
        otherwise: inner(expr.otherwise),
      };
    case 'lambda':
      return { ...expr, body: inner(expr.body) };
  }
}
