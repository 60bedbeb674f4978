import type { Expr } from '../../ast/ast.ts';

/** The expression with each part that has no parts of its own replaced by what `replace` gives. */
export function mapLeaves(expr: Expr, replace: (leaf: Expr) => Expr): Expr {
  const inside = (part: Expr): Expr => mapLeaves(part, replace);
  switch (expr.kind) {
    case 'call':
      return { ...expr, args: expr.args.map(inside) };
    case 'unary':
      return { ...expr, operand: inside(expr.operand) };
    case 'binary':
      return { ...expr, left: inside(expr.left), right: inside(expr.right) };
    case 'in':
      return { ...expr, operand: inside(expr.operand), list: expr.list.map(inside) };
    case 'number':
    case 'string':
    case 'field':
    case 'subsearch':
    case 'macro':
      return replace(expr);
  }
}
