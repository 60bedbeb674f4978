import type { AggregateArg, EvalArg, FieldName } from '../ast/ast.ts';
import { parseExpression } from './parse-expression.ts';
import { parseAsName } from './parse-list-item.ts';
import { bareNameLength, closeParenthesis, parseFieldName, skipParentheses } from './parse-name.ts';
import { loneWord, type TokenCursor } from './token-cursor.ts';

/** `fn(arg) as name`, `fn(eval(expr))`, a bare `count`. Whether the function exists is asked later. */
export function parseAggregate(cursor: TokenCursor): AggregateArg {
  const token = cursor.peek();
  if (token.kind !== 'word') return cursor.failExpected('an aggregate such as count or sum(a)');
  // More than one token: `perc99.9`.
  for (let length = bareNameLength(cursor); length > 0; length -= 1) cursor.next();
  const written = cursor.slice(cursor.spanFrom(token.span.start));
  const called = cursor.is('open-paren') ? parseCall(cursor, written) : { text: written };
  const base = { kind: 'aggregate', fn: written.toLowerCase(), ...called } as const;
  const as = loneWord(cursor) === 'as' ? parseAsName(cursor) : undefined;
  const span = cursor.spanFrom(token.span.start);
  return as ? { ...base, as, span } : { ...base, span };
}

interface Call {
  readonly arg?: FieldName | EvalArg;
  readonly text: string;
}

function parseCall(cursor: TokenCursor, fn: string): Call {
  if (cursor.is('close-paren', 1)) {
    cursor.next();
    cursor.next();
    return { text: fn };
  }
  // `eval(x) as y` of timechart has the expression directly in its parentheses.
  if (fn.toLowerCase() === 'eval') {
    const arg = parseEval(cursor, cursor.peek().span.start);
    return { arg, text: `${fn}(${evalText(cursor, arg)})` };
  }
  const open = cursor.peek();
  if (cursor.peek(1).text.toLowerCase() === 'eval' && cursor.is('open-paren', 2)) {
    cursor.next();
    const { start } = cursor.next().span;
    const arg = parseEval(cursor, start);
    closeParenthesis(cursor, open);
    return { arg, text: `${fn}(eval(${evalText(cursor, arg)}))` };
  }
  const arg = parseFieldArgument(cursor);
  return { arg, text: `${fn}(${arg.name})` };
}

function parseEval(cursor: TokenCursor, start: number): EvalArg {
  const open = cursor.next();
  const expr = cursor.nested(() => parseExpression(cursor));
  closeParenthesis(cursor, open);
  return { kind: 'eval-arg', expr, span: cursor.spanFrom(start) };
}

/** The expression as written, without the outer `eval(` and `)`. */
function evalText(cursor: TokenCursor, arg: EvalArg): string {
  const text = cursor.slice(arg.span);
  return text.slice(text.indexOf('(') + 1, -1).trim();
}

/** A quoted name, or everything up to the closing parenthesis: `Actor{}.ID`, `*`, `count(x), 1h` of sparkline. */
function parseFieldArgument(cursor: TokenCursor): FieldName {
  const open = cursor.peek();
  const isQuoted = cursor.is('string', 1) && cursor.is('close-paren', 2);
  if (isQuoted || cursor.is('quote', 1)) {
    cursor.next();
    const name = parseFieldName(cursor);
    closeParenthesis(cursor, open);
    return name;
  }
  const inside = skipParentheses(cursor);
  const raw = cursor.slice(inside);
  const name = raw.trim();
  const start = inside.start + raw.indexOf(name);
  return { kind: 'field-name', name, quote: 'none', span: { start, end: start + name.length } };
}
