import type { Span } from '../source/span.ts';

/**
 * Kinds of tokens. The lexer knows no context, so a token is the smallest piece that every place of the language agrees
 * on; the parser joins neighbours (`cmd`, `.`, `exe`) into the names and values of the place it is in.
 */
export type TokenKind =
  | 'blank'
  /** Text between two triple backticks, delimiters included. */
  | 'comment'
  /** A double-quoted string, quotes included, escapes as written. */
  | 'string'
  /** A macro call, backticks included. */
  | 'macro'
  /** A run of characters with no meaning of their own. `\\`, `\"` and `\|` belong to it. */
  | 'word'
  /** `<<FIELD>>` and its relatives, filled in by foreach. */
  | 'template'
  | 'pipe'
  | 'open-bracket'
  | 'close-bracket'
  | 'open-paren'
  | 'close-paren'
  | 'comma'
  /** One of `= == != < <= > >= + - * / % .`. */
  | 'operator'
  /** A single quote. Field name delimiter in eval, ordinary character in a search. */
  | 'quote';

/** `text` is the slice of the source at `span`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
}
