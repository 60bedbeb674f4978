import type { OptionArg } from '../ast/ast.ts';
import type { ListSection } from './grammar.ts';
import { parseExpression } from './parse-expression.ts';
import { bareNameLength, closeParenthesis } from './parse-name.ts';
import { parseSearchTerms, subsearchValue } from './parse-search-terms.ts';
import { argumentPlace, parseValueText } from './parse-value.ts';
import type { TokenCursor } from './token-cursor.ts';

/** True at `name=`; with `name` only at that one. */
export function isOption(cursor: TokenCursor, name?: string): boolean {
  if (!cursor.is('word')) return false;
  const length = bareNameLength(cursor);
  if (length === 0 || !cursor.isOperator('=', length)) return false;
  return name === undefined || (length === 1 && cursor.peek().text.toLowerCase() === name);
}

/** `name=value`. What parentheses mean depends on the option, which `section` says. */
export function parseOption(cursor: TokenCursor, section?: ListSection): OptionArg {
  const { start } = cursor.peek().span;
  for (let length = bareNameLength(cursor); length > 0; length -= 1) cursor.next();
  const written = cursor.slice(cursor.spanFrom(start));
  const name = written.toLowerCase();
  cursor.next();
  const parsed = parseOptionValue(cursor, name, section);
  const span = cursor.spanFrom(start);
  return { kind: 'option', name, ...(written === name ? {} : { written }), ...parsed, span };
}

type OptionValue = Pick<OptionArg, 'value' | 'expr' | 'search'>;

function parseOptionValue(cursor: TokenCursor, name: string, section: ListSection | undefined): OptionValue {
  const open = cursor.peek();
  const empty = { kind: 'value', text: '', quoted: false, span: open.span } as const;
  if (open.kind === 'open-bracket') return { value: subsearchValue(cursor) };
  const isCondition = section?.searchOptions?.includes(name) === true;
  if (isCondition && open.text.toLowerCase() === 'eval' && cursor.is('open-paren', 1)) {
    cursor.next();
    return { value: { ...empty, text: 'eval' }, expr: inParentheses(cursor, parseExpression) };
  }
  if (open.kind === 'open-paren') {
    if (isCondition) return { value: empty, search: inParentheses(cursor, (at) => parseSearchTerms(at)) };
    if (section?.expressionOptions?.includes(name)) {
      return { value: empty, expr: inParentheses(cursor, parseExpression) };
    }
  }
  if (open.kind === 'comma') {
    cursor.next();
    return { value: { kind: 'value', text: ',', quoted: false, span: open.span } };
  }
  return { value: parseValueText(cursor, argumentPlace) };
}

function inParentheses<T>(cursor: TokenCursor, parse: (cursor: TokenCursor) => T): T {
  const open = cursor.next();
  const parsed = cursor.nested(() => parse(cursor));
  closeParenthesis(cursor, open);
  return parsed;
}
