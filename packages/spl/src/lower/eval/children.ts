import type { Expr } from '../../ast/ast.ts';

/** The direct parts of an expression. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'in':
      return [expr.operand, ...expr.list];
    case 'call':
      return expr.args;
    case 'number':
    case 'string':
    case 'field':
    case 'subsearch':
    case 'macro':
      return [];
  }
}

/** Bare words that people write for constants; as fields they do not exist (semantics 4.2). */
const pseudoConstants: ReadonlySet<string> = new Set(['null', 'true', 'false']);

/** The fields that an expression reads, each once. */
export function fieldNamesIn(expr: Expr): readonly string[] {
  const names = new Set<string>();
  const rest: Expr[] = [expr];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.kind === 'field' && (next.quoted || !pseudoConstants.has(next.name))) names.add(next.name);
    rest.push(...childrenOf(next));
  }
  return [...names];
}
