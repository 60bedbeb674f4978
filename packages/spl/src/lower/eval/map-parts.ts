import type { Expr } from '../../ast/ast.ts';

/** The expression with each part, outermost first, replaced by what `replace` gives; a part that it keeps is looked into. */
export function mapParts(expr: Expr, replace: (part: Expr) => Expr): Expr {
  const replaced = replace(expr);
  if (replaced !== expr) return replaced;
  const inside = (part: Expr): Expr => mapParts(part, replace);
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
      return expr;
  }
}
