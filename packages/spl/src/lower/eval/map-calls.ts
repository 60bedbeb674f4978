import type { CallExpr, Expr } from '../../ast/ast.ts';

/** The expression with each call, outermost first, replaced by what `replace` gives; a call that it keeps is looked into. */
export function mapCalls(expr: Expr, replace: (call: CallExpr) => Expr): Expr {
  const inside = (part: Expr): Expr => mapCalls(part, replace);
  switch (expr.kind) {
    case 'call': {
      const replaced = replace(expr);
      return replaced === expr ? { ...expr, args: expr.args.map(inside) } : replaced;
    }
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
