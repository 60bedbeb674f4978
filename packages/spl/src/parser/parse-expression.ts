import type { BinaryOp, Expr, InExpr } from '../ast/ast.ts';
import { joinSpans } from '../source/span.ts';
import { binaryPower, operatorSymbols, operatorWords, prefixPower } from './eval-operators.ts';
import { measured } from './expression-height.ts';
import { closeParenthesis, isLoneMacro, parseMacroCall } from './parse-name.ts';
import { parseOperand } from './parse-operand.ts';
import { parseSubsearch } from './parse-pipeline.ts';
import type { TokenCursor } from './token-cursor.ts';

/**
 * An eval expression (semantics 4.1), read by operator precedence. Fails the stage at the first fault.
 *
 *     expr   := prefix { operator prefix }
 *     prefix := (NOT | - | +) prefix | operand
 */
export function parseExpression(cursor: TokenCursor): Expr {
  return parseLevel(cursor, 0);
}

function parseLevel(cursor: TokenCursor, minPower: number): Expr {
  let left = parsePrefix(cursor);
  for (;;) {
    const infix = peekInfix(cursor);
    if (!infix || binaryPower[infix.op] <= minPower) return left;
    left = parseInfix(cursor, left, infix);
  }
}

interface Infix {
  readonly op: BinaryOp | 'IN';
  /** True for `NOT IN`, `NOT LIKE`. */
  readonly negated: boolean;
}

function peekInfix(cursor: TokenCursor): Infix | undefined {
  const op = operatorAt(cursor, 0);
  if (op !== 'NOT') return op && { op, negated: false };
  const second = operatorAt(cursor, 1);
  return second === 'IN' || second === 'LIKE' ? { op: second, negated: true } : undefined;
}

function operatorAt(cursor: TokenCursor, ahead: number): BinaryOp | 'IN' | 'NOT' | undefined {
  const { kind, text } = cursor.peek(ahead);
  if (kind === 'operator') return operatorSymbols[text];
  return kind === 'word' ? ownRow(operatorWords, text.toLowerCase()) : undefined;
}

/** A row of a table by a name from the search, which may be `constructor`. */
function ownRow<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function parseInfix(cursor: TokenCursor, left: Expr, { op, negated }: Infix): Expr {
  cursor.next();
  if (negated) cursor.next();
  if (op === 'IN') return parseInList(cursor, left, negated);
  const right = cursor.nested(() => parseLevel(cursor, binaryPower[op]));
  const span = joinSpans(left.span, right.span);
  const binary = measured(cursor, { kind: 'binary', op, left, right, span } as const, [left, right]);
  return negated
    ? measured(cursor, { kind: 'unary', op: 'NOT', operand: binary, span } as const, [binary])
    : binary;
}

/** `(a, b)` after IN. An unexpanded macro or a subsearch may stand for the whole list. */
function parseInList(cursor: TokenCursor, operand: Expr, negated: boolean): InExpr {
  const list = parseInItems(cursor);
  if (list.length === 0) cursor.fail('SPL1009', cursor.previous().span, { found: '")"' });
  const span = cursor.spanFrom(operand.span.start);
  return measured(cursor, { kind: 'in', operand, negated, list, span }, [operand, ...list]);
}

function parseInItems(cursor: TokenCursor): readonly Expr[] {
  if (cursor.is('open-bracket')) return [parseSubsearch(cursor)];
  return isLoneMacro(cursor) ? [parseMacroCall(cursor)] : parseExpressionList(cursor);
}

function parsePrefix(cursor: TokenCursor): Expr {
  const op = operatorAt(cursor, 0);
  if (op !== 'NOT' && op !== '-' && op !== '+') return parseOperand(cursor);
  const { start } = cursor.next().span;
  const operand = cursor.nested(() => parseLevel(cursor, prefixPower[op]));
  return measured(cursor, { kind: 'unary', op, operand, span: cursor.spanFrom(start) } as const, [operand]);
}

/** `(a, b, ...)`, possibly empty. */
export function parseExpressionList(cursor: TokenCursor): readonly Expr[] {
  const open = cursor.peek();
  if (open.kind !== 'open-paren') cursor.failExpected('"("');
  cursor.next();
  const list: Expr[] = [];
  if (!cursor.is('close-paren')) {
    list.push(cursor.nested(() => parseExpression(cursor)));
    while (cursor.is('comma')) {
      cursor.next();
      list.push(cursor.nested(() => parseExpression(cursor)));
    }
  }
  closeParenthesis(cursor, open);
  return list;
}
