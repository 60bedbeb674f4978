import type { Expr, SubsearchArg } from '../ast/ast.ts';
import { quoteText } from '../lexer/quoting.ts';
import { binaryPower, prefixPower } from '../parser/eval-operators.ts';
import { parseOperand } from '../parser/parse-operand.ts';
import { printMacro, reread } from './print-value.ts';

/** How a subsearch inside an expression is written; passed in to keep the printers apart. */
export type PrintSubsearch = (subsearch: SubsearchArg) => string;

/** Binding power of an expression that needs no parentheses anywhere. */
const operandPower = 9;

function powerOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary':
      return binaryPower[expr.op];
    case 'in':
      return binaryPower.IN;
    case 'unary':
      return prefixPower[expr.op];
    default:
      return operandPower;
  }
}

/** An eval expression with the fewest parentheses that keep its shape. */
export function printExpression(expr: Expr, subsearch: PrintSubsearch): string {
  const at = (part: Expr, power: number): string => {
    const text = printExpression(part, subsearch);
    return powerOf(part) < power ? `(${text})` : text;
  };
  const listed = (parts: readonly Expr[]): string =>
    parts.map((part) => printExpression(part, subsearch)).join(', ');
  switch (expr.kind) {
    case 'number':
      return expr.text;
    case 'string':
      return quoteText(expr.value);
    case 'field':
      return printFieldRef(expr.name, expr.quoted);
    case 'macro':
      return printMacro(expr);
    case 'subsearch':
      return subsearch(expr);
    case 'unary': {
      const power = prefixPower[expr.op];
      return `${expr.op}${expr.op === 'NOT' ? ' ' : ''}${at(expr.operand, power)}`;
    }
    case 'binary': {
      const power = binaryPower[expr.op];
      const sign = expr.op === '.' ? '.' : ` ${expr.op} `;
      // Blanks around the dot where a number would swallow it.
      const dot = expr.op === '.' && /\d$/.test(at(expr.left, power)) ? ' . ' : sign;
      return `${at(expr.left, power)}${dot}${at(expr.right, power + 1)}`;
    }
    case 'in':
      return `${at(expr.operand, binaryPower.IN)}${expr.negated ? ' NOT' : ''} IN (${listed(expr.list)})`;
    case 'call':
      return `${expr.name}(${listed(expr.args)})`;
  }
}

function printFieldRef(name: string, quoted: boolean): string {
  if (!quoted) {
    const again = reread(name, parseOperand);
    if (again?.kind === 'field' && again.name === name && !again.quoted) return name;
  }
  return `'${name}'`;
}
