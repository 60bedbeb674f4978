import type { FieldName, MacroCall } from '../ast/ast.ts';
import { stringValue } from '../lexer/quoting.ts';
import { macroCallOf } from '../macros/macro-call.ts';
import type { Span } from '../source/span.ts';
import { StageFailure, type SyntaxToken, type TokenCursor } from './token-cursor.ts';

const comparators: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '<=', '>', '>=']);

export function isComparator(token: SyntaxToken): boolean {
  return token.kind === 'operator' && comparators.has(token.text);
}

/** Tokens that end a bare name wherever it stands. */
export function endsName(token: SyntaxToken): boolean {
  switch (token.kind) {
    case 'pipe':
    case 'open-bracket':
    case 'close-bracket':
    case 'open-paren':
    case 'close-paren':
    case 'comma':
    case 'string':
    case 'end':
      return true;
    default:
      return isComparator(token);
  }
}

/** Number of tokens of the bare name that begins here, 0 when none does. Parentheses do not count. */
export function bareNameLength(cursor: TokenCursor): number {
  let length = 0;
  while (!endsName(cursor.peek(length)) && (length === 0 || cursor.isAdjacent(length))) length += 1;
  return length;
}

/** True for a macro call that is not part of a longer name. */
export function isLoneMacro(cursor: TokenCursor): boolean {
  return cursor.is('macro') && (!cursor.isAdjacent(1) || endsName(cursor.peek(1)));
}

export function parseMacroCall(cursor: TokenCursor): MacroCall {
  const token = cursor.next();
  const call = macroCallOf(token.text, token.span);
  if (call) return call;
  // The lexer has reported a call that is not closed.
  if (!/^`.*`$/s.test(token.text)) throw new StageFailure('SPL1002');
  return cursor.fail('SPL2005', token.span, { call: token.text });
}

/**
 * A field name where names stand in lists: `"a b"`, `'a b'` or a bare run (`Actor{}.ID`, `d*`, `predicted(x)`).
 * `what` says in a message what was expected.
 */
export function parseFieldName(cursor: TokenCursor, what = 'a field name'): FieldName {
  const token = cursor.peek();
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'field-name', name: stringValue(token.text), quote: 'double', span: token.span };
  }
  if (token.kind === 'quote') return parseSingleQuoted(cursor);
  if (endsName(token)) return cursor.failExpected(what);
  return parseBareName(cursor);
}

/** A field name left of a search operator, where a single quote is a character like others. */
export function parseSearchField(cursor: TokenCursor): FieldName {
  if (cursor.is('string')) return parseFieldName(cursor);
  const { start } = cursor.peek().span;
  for (let length = bareNameLength(cursor); length > 0; length -= 1) cursor.next();
  const span = cursor.spanFrom(start);
  return { kind: 'field-name', name: cursor.slice(span), quote: 'none', span };
}

/** `'name'`. Nothing is escaped inside; a pipe ends the stage also here. */
export function parseSingleQuoted(cursor: TokenCursor): FieldName {
  const open = cursor.next();
  while (!cursor.is('quote')) {
    if (cursor.is('end') || cursor.is('pipe')) return cursor.fail('SPL1015', open.span, {});
    cursor.next();
  }
  const close = cursor.next();
  const name = cursor.text.slice(open.span.end, close.span.start);
  return { kind: 'field-name', name, quote: 'single', span: { start: open.span.start, end: close.span.end } };
}

function parseBareName(cursor: TokenCursor): FieldName {
  const { start } = cursor.peek().span;
  cursor.next();
  while (cursor.isAdjacent()) {
    if (cursor.is('open-paren')) skipParentheses(cursor);
    else if (endsName(cursor.peek())) break;
    else cursor.next();
  }
  const span = cursor.spanFrom(start);
  return { kind: 'field-name', name: cursor.slice(span), quote: 'none', span };
}

/** Moves over a balanced `(...)` and gives the span of what is inside. */
export function skipParentheses(cursor: TokenCursor): Span {
  const open = cursor.next();
  for (let depth = 1; depth > 0; ) {
    if (cursor.is('end') || cursor.is('pipe'))
      return cursor.fail('SPL1006', open.span, { found: cursor.found() });
    const { kind } = cursor.next();
    if (kind === 'open-paren') depth += 1;
    if (kind === 'close-paren') depth -= 1;
  }
  return { start: open.span.end, end: cursor.previous().span.start };
}

/** Reads the `)` that closes `open`. */
export function closeParenthesis(cursor: TokenCursor, open: SyntaxToken): void {
  if (!cursor.is('close-paren')) cursor.fail('SPL1006', open.span, { found: cursor.found() });
  cursor.next();
}
