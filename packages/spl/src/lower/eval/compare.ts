import type { ComparisonOp } from '../../ast/ast.ts';
import { looksNumeric, type PlanExpr } from '../../plan/expr.ts';
import type { PrimitiveName } from '../../plan/primitive.ts';
import { isNullLiteral, looksNumericExpr, nullOf, toNumber, toText } from './convert.ts';
import { primitive, share } from './share.ts';

const numberOperators: Readonly<Record<ComparisonOp, PrimitiveName>> = {
  '=': 'number.eq',
  '!=': 'number.ne',
  '<': 'number.lt',
  '<=': 'number.le',
  '>': 'number.gt',
  '>=': 'number.ge',
};

const textOperators: Readonly<Record<ComparisonOp, PrimitiveName>> = {
  '=': 'text.equal',
  '!=': 'text.unequal',
  '<': 'text.lt',
  '<=': 'text.le',
  '>': 'text.gt',
  '>=': 'text.ge',
};

/**
 * A comparison of eval: as numbers when both sides are numbers, else as text by code point; NULL when a side is NULL;
 * for a multivalue side true when one value makes it true (semantics 4.3, 4.5). Two booleans can only be equal or not.
 * Static types drop every test that they decide.
 */
export function compare(op: ComparisonOp, left: PlanExpr, right: PlanExpr): PlanExpr {
  if (isNullLiteral(left) || isNullLiteral(right)) return nullOf('boolean');
  if (left.type === 'multivalue')
    return anyValue(left, 'left', (value) => compare(op, value, right), textEquality(op, right));
  if (right.type === 'multivalue')
    return anyValue(right, 'right', (value) => compare(op, left, value), textEquality(op, left));
  if (left.type === 'boolean' || right.type === 'boolean') return compareBooleans(op, left, right);
  if (left.type === 'number' && right.type === 'number')
    return primitive(numberOperators[op], 'boolean', left, right);
  if (left.type === 'text' || right.type === 'text') return compareText(op, left, right);
  return share(left, 'left', (a) => share(right, 'right', (b) => compareDynamic(op, a, b)));
}

function compareText(op: ComparisonOp, left: PlanExpr, right: PlanExpr): PlanExpr {
  return primitive(textOperators[op], 'boolean', toText(left), toText(right));
}

function compareBooleans(op: ComparisonOp, left: PlanExpr, right: PlanExpr): PlanExpr {
  if (left.type !== right.type || (op !== '=' && op !== '!=')) return nullOf('boolean');
  const equal = primitive('boolean.eq', 'boolean', left, right);
  return op === '=' ? equal : primitive('not', 'boolean', equal);
}

/** At least one side may be a number or not, which only the row tells. */
function compareDynamic(op: ComparisonOp, left: PlanExpr, right: PlanExpr): PlanExpr {
  const tests = [left, right].filter((side) => !isNumber(side)).map(looksNumericExpr);
  const numbers = primitive(numberOperators[op], 'boolean', checkedNumber(left), checkedNumber(right));
  if (tests.length === 0) return numbers;
  const when = tests.length === 1 && tests[0] ? tests[0] : primitive('and', 'boolean', ...tests);
  return {
    op: 'case',
    branches: [{ when, then: numbers }],
    otherwise: compareText(op, left, right),
    type: 'boolean',
  };
}

function isNumber(expr: PlanExpr): boolean {
  return (
    expr.type === 'number' ||
    (expr.op === 'literal' && typeof expr.value === 'string' && looksNumeric(expr.value))
  );
}

/** The number of a side that was tested before. */
function checkedNumber(expr: PlanExpr): PlanExpr {
  return isNumber(expr) ? toNumber(expr) : primitive('text.castNumber', 'number', expr);
}

/** `mv="x"` needs no lambda: the text to look for, or undefined. */
function textEquality(op: ComparisonOp, other: PlanExpr): PlanExpr | undefined {
  return op === '=' && other.type === 'text' ? other : undefined;
}

/** True when the condition holds for one value of a list; NULL for a NULL list. */
export function anyValue(
  list: PlanExpr,
  side: 'left' | 'right',
  condition: (value: PlanExpr) => PlanExpr,
  wanted?: PlanExpr,
): PlanExpr {
  if (wanted) return primitive('list.contains', 'boolean', list, wanted);
  const param = `any_${side}`;
  const body = condition({ op: 'column', id: param, type: 'dynamic' });
  return primitive('list.any', 'boolean', list, { op: 'lambda', param, body, type: 'boolean' });
}

/** `x IN (a, b)`: equal to one element; NULL when x is NULL, or an element is and no other is equal. */
export function isIn(value: PlanExpr, list: readonly PlanExpr[]): PlanExpr {
  if (isNullLiteral(value)) return nullOf('boolean');
  if (value.type === 'multivalue') {
    const only = list.length === 1 ? list[0] : undefined;
    const wanted = only && textEquality('=', only);
    return anyValue(value, 'left', (each) => isIn(each, list), wanted);
  }
  const literals = list.filter((element) => element.op === 'literal' && element.value !== null);
  const others = list.filter((element) => !literals.includes(element));
  const tests = others.map((element) => compare('=', value, element));
  if (literals.length > 0) tests.unshift(share(value, 'in', (shared) => inLiterals(shared, literals)));
  if (tests.length === 1 && tests[0]) return tests[0];
  return primitive('or', 'boolean', ...tests);
}

/** One IN for all literals: numbers among them count when the value is a number, else the texts do. */
function inLiterals(value: PlanExpr, literals: readonly PlanExpr[]): PlanExpr {
  const texts = primitive('text.in', 'boolean', toText(value), ...literals.map(toText));
  const numbers = literals.filter(isNumber).map(toNumber);
  if (numbers.length === 0 || value.type === 'text') return texts;
  if (isNumber(value)) return primitive('number.in', 'boolean', toNumber(value), ...numbers);
  const then = primitive('number.in', 'boolean', checkedNumber(value), ...numbers);
  return {
    op: 'case',
    branches: [{ when: looksNumericExpr(value), then }],
    otherwise: texts,
    type: 'boolean',
  };
}
