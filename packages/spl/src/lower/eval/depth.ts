import type { BinaryOp, Expr } from '../../ast/ast.ts';
import { childrenOf } from './children.ts';

/** Each level may become several of SQL, and DuckDB refuses more than 1000 of those. */
export const nestingLimit = 150;

/** Operators whose chains are lowered as one list, so that their length is no depth. */
const flattened: ReadonlySet<BinaryOp> = new Set(['AND', 'OR', '+', '.']);

/** Is an expression nested too deeply to be lowered? Walks without recursion. */
export function isTooDeep(expr: Expr): boolean {
  const rest: { readonly expr: Expr; readonly depth: number }[] = [{ expr, depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.depth > nestingLimit) return true;
    for (const child of childrenOf(next.expr)) {
      rest.push({ expr: child, depth: next.depth + (continuesChain(next.expr, child) ? 0 : 1) });
    }
  }
  return false;
}

function continuesChain(parent: Expr, child: Expr): boolean {
  return (
    parent.kind === 'binary' &&
    child === parent.left &&
    child.kind === 'binary' &&
    child.op === parent.op &&
    flattened.has(parent.op)
  );
}
