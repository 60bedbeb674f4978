import type { MacroCall, ValueText } from '../ast/ast.ts';
import { stringValue, unescapeText } from '../lexer/quoting.ts';
import { macroCallOf } from '../macros/macro-call.ts';
import { skipParentheses } from './parse-name.ts';
import type { SyntaxToken, TokenCursor } from './token-cursor.ts';

/** Where a value stands, and so what ends it when it is not quoted. */
export interface ValuePlace {
  /** True where a comma belongs to a value (right of a comparison; one before a blank does not). */
  readonly commas: boolean;
  /** Parentheses inside: never, only those of something like a function call, or any that balance. */
  readonly parentheses: 'never' | 'call' | 'balanced';
}

export const comparisonPlace: ValuePlace = { commas: true, parentheses: 'call' };
export const listPlace: ValuePlace = { commas: false, parentheses: 'never' };
export const argumentPlace: ValuePlace = { commas: false, parentheses: 'balanced' };

/**
 * A quoted string, or a run of touching pieces. A quoted piece inside a run makes the whole value quoted:
 * `*"a b"*` is `"*a b*"`.
 */
export function parseValueText(cursor: TokenCursor, place: ValuePlace, expected = 'a value'): ValueText {
  const first = cursor.peek();
  const { start } = first.span;
  // `=` at the beginning would turn the word before it into an option or a field.
  if (endsValue(cursor, place, 0) || cursor.isOperator('=') || cursor.isOperator('==')) {
    return cursor.failExpected(expected);
  }
  if (first.kind === 'string') {
    cursor.next();
    return { kind: 'value', text: stringValue(first.text), quoted: true, span: first.span };
  }
  let text = '';
  let quoted = false;
  let embedded: MacroCall | undefined;
  let pieces = 0;
  while (pieces === 0 || (cursor.isAdjacent() && !endsValue(cursor, place, pieces))) {
    const token = cursor.peek();
    if (token.kind === 'open-paren') {
      skipParentheses(cursor);
      text += cursor.slice(cursor.spanFrom(token.span.start));
    } else {
      cursor.next();
      quoted ||= token.kind === 'string';
      if (token.kind === 'macro') embedded ??= macroCallOf(token.text, token.span);
      text += pieceText(token);
    }
    pieces += 1;
  }
  const span = cursor.spanFrom(start);
  if (embedded) return { kind: 'value', text: cursor.slice(span), quoted: false, embedded, span };
  return { kind: 'value', text, quoted, span };
}

function pieceText(token: SyntaxToken): string {
  if (token.kind === 'string') return stringValue(token.text);
  return token.kind === 'macro' ? token.text : unescapeText(token.text);
}

function endsValue(cursor: TokenCursor, place: ValuePlace, pieces: number): boolean {
  switch (cursor.peek().kind) {
    case 'end':
    case 'pipe':
    case 'open-bracket':
    case 'close-bracket':
    case 'close-paren':
      return true;
    case 'comma':
      return place.commas ? !cursor.isAdjacent(1) || endsAfterComma(cursor.peek(1)) : true;
    case 'open-paren':
      return place.parentheses === 'never' || (place.parentheses === 'call' && !isCallLike(cursor, pieces));
    default:
      return false;
  }
}

/** `a=b,` at the end of a group: the comma separates, it is not part of the value. */
function endsAfterComma({ kind }: SyntaxToken): boolean {
  return (
    kind === 'pipe' ||
    kind === 'close-bracket' ||
    kind === 'close-paren' ||
    kind === 'comma' ||
    kind === 'string'
  );
}

function isCallLike(cursor: TokenCursor, pieces: number): boolean {
  const name = cursor.previous();
  return pieces === 1 && name.kind === 'word' && /^[A-Za-z_]\w*$/.test(name.text);
}
