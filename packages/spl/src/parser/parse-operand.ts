import type { Expr } from '../ast/ast.ts';
import { stringValue } from '../lexer/quoting.ts';
import { operatorWords } from './eval-operators.ts';
import { measured } from './expression-height.ts';
import { parseExpression, parseExpressionList } from './parse-expression.ts';
import { closeParenthesis, parseMacroCall, parseSingleQuoted } from './parse-name.ts';
import { parseSubsearch } from './parse-pipeline.ts';
import type { TokenCursor } from './token-cursor.ts';

/**
 *     operand := number | string | 'field' | field | name "(" list ")" | "(" expr ")" | [subsearch] | `macro`
 */
export function parseOperand(cursor: TokenCursor): Expr {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
      cursor.next();
      return { kind: 'string', value: stringValue(token.text), span: token.span };
    case 'quote': {
      const { name, span } = parseSingleQuoted(cursor);
      return { kind: 'field', name, quoted: true, span };
    }
    case 'open-paren':
      return parseGroup(cursor);
    case 'open-bracket':
      return parseSubsearch(cursor);
    case 'macro':
      // A macro that touches letters is a part of a name.
      return continuesName(cursor, 1) ? parseNamed(cursor) : parseMacroCall(cursor);
    case 'operator':
      return /^\.\d/.test(cursor.text.slice(token.span.start, token.span.start + 2))
        ? parseNumber(cursor)
        : missing(cursor);
    case 'word':
      if (Object.hasOwn(operatorWords, token.text.toLowerCase()) && !cursor.is('open-paren', 1))
        return missing(cursor);
      return /^\d/.test(token.text) ? parseNumber(cursor) : parseNamed(cursor);
    case 'template':
      return parseNamed(cursor);
    default:
      return missing(cursor);
  }
}

function missing(cursor: TokenCursor): never {
  return cursor.fail('SPL1009', cursor.peek().span, { found: cursor.found() });
}

function parseGroup(cursor: TokenCursor): Expr {
  const open = cursor.next();
  const expr = cursor.nested(() => parseExpression(cursor));
  closeParenthesis(cursor, open);
  return expr;
}

/** A decimal number. `5minutes` is none: a field name that begins with a digit needs single quotes. */
function parseNumber(cursor: TokenCursor): Expr {
  const { start } = cursor.peek().span;
  const pattern = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
  pattern.lastIndex = start;
  const end = pattern.test(cursor.text) ? pattern.lastIndex : start;
  while (cursor.peek().span.end <= end && !cursor.is('end')) cursor.next();
  if (cursor.previous().span.end !== end || end === start) {
    const { span, text } = cursor.peek();
    return cursor.fail(
      'SPL1014',
      { start, end: span.end },
      { text: cursor.text.slice(start, span.end) || text },
    );
  }
  const text = cursor.text.slice(start, end);
  return { kind: 'number', value: Number(text), text, span: { start, end } };
}

/** Characters of a bare name. `$` is kept for `$token$`, `:` and `@` occur in names of add-ons. */
const bareName = /^[A-Za-z_$\u0080-\uffff][\w$:@\u0080-\uffff]*$/;

function continuesName(cursor: TokenCursor, ahead: number): boolean {
  const { kind } = cursor.peek(ahead);
  return cursor.isAdjacent(ahead) && (kind === 'word' || kind === 'template' || kind === 'macro');
}

/** A bare field name or a call. Pieces that touch (`r_<<MATCHSTR>>`) make one name. */
function parseNamed(cursor: TokenCursor): Expr {
  const { start } = cursor.peek().span;
  do {
    const { kind, text, span } = cursor.next();
    const isFirst = span.start === start;
    if (kind === 'word' && !bareName.test(isFirst ? text : `_${text}`))
      cursor.fail('SPL1014', span, { text });
  } while (continuesName(cursor, 0));
  const span = cursor.spanFrom(start);
  const name = cursor.slice(span);
  if (!cursor.is('open-paren')) return { kind: 'field', name, quoted: false, span };
  const args = parseExpressionList(cursor);
  const call = {
    kind: 'call',
    name: name.toLowerCase(),
    nameSpan: span,
    args,
    span: cursor.spanFrom(start),
  } as const;
  return measured(cursor, call, args);
}
