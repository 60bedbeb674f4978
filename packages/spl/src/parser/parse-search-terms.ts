import type { ComparisonOp, MacroCall, SearchExpr, ValueText } from '../ast/ast.ts';
import { stringValue, unescapeText } from '../lexer/quoting.ts';
import {
  bareNameLength,
  closeParenthesis,
  isComparator,
  isLoneMacro,
  parseMacroCall,
  parseSearchField,
  skipParentheses,
} from './parse-name.ts';
import { parseSubsearch } from './parse-pipeline.ts';
import { comparisonPlace, listPlace, parseValueText } from './parse-value.ts';
import { loneWord, type TokenCursor } from './token-cursor.ts';

/** What ends a search expression besides the end of its stage: `by` after `tstats ... where`. */
export type SearchStop = (cursor: TokenCursor) => boolean;

/**
 * A search expression (semantics 3.1). OR binds tighter than AND; terms side by side are ANDed; a comma between terms
 * is a breaker and means nothing.
 *
 *     expr := or { [AND] or }
 *     or   := not { OR not }
 *     not  := NOT not | "(" expr ")" | term
 */
export function parseSearchTerms(cursor: TokenCursor, stop: SearchStop = () => false): SearchExpr {
  const terms = [parseOr(cursor, stop)];
  for (;;) {
    while (cursor.is('comma')) cursor.next();
    if (atEnd(cursor, stop)) break;
    if (isWord(cursor, 'AND')) cursor.next();
    terms.push(parseOr(cursor, stop));
  }
  return combine('search-and', terms);
}

function combine(kind: 'search-and' | 'search-or', terms: readonly SearchExpr[]): SearchExpr {
  const [first] = terms;
  const last = terms[terms.length - 1];
  if (!first || !last || terms.length === 1) return first ?? emptyTerm;
  return { kind, terms, span: { start: first.span.start, end: last.span.end } };
}

/** Never reached: both callers pass at least one term. */
const emptyTerm: SearchExpr = {
  kind: 'search-term',
  match: 'keyword',
  text: '*',
  span: { start: 0, end: 0 },
};

function atEnd(cursor: TokenCursor, stop: SearchStop): boolean {
  return cursor.atStageEnd() || cursor.is('close-paren') || stop(cursor);
}

/** Upper case only: `or` is a word to search for. */
function isWord(cursor: TokenCursor, word: 'AND' | 'OR' | 'NOT'): boolean {
  return cursor.peek().text === word && loneWord(cursor) !== undefined && !isComparator(cursor.peek(1));
}

function parseOr(cursor: TokenCursor, stop: SearchStop): SearchExpr {
  const terms = [parseNot(cursor, stop)];
  while (isWord(cursor, 'OR')) {
    cursor.next();
    terms.push(parseNot(cursor, stop));
  }
  return combine('search-or', terms);
}

function parseNot(cursor: TokenCursor, stop: SearchStop): SearchExpr {
  if (atEnd(cursor, stop) || isWord(cursor, 'AND') || isWord(cursor, 'OR')) {
    return cursor.fail('SPL1009', cursor.peek().span, { found: cursor.found() });
  }
  if (!isWord(cursor, 'NOT')) return parseTerm(cursor);
  const { start } = cursor.next().span;
  const term = cursor.nested(() => parseNot(cursor, stop));
  return { kind: 'search-not', term, span: cursor.spanFrom(start) };
}

function parseTerm(cursor: TokenCursor): SearchExpr {
  const token = cursor.peek();
  if (token.kind === 'open-paren') return parseGroup(cursor);
  if (token.kind === 'open-bracket') return parseSubsearch(cursor);
  if (isLoneMacro(cursor) && !isComparator(cursor.peek(1))) return parseMacroCall(cursor);
  if (
    token.kind === 'word' &&
    (token.text === 'TERM' || token.text === 'CASE') &&
    cursor.is('open-paren', 1) &&
    cursor.isAdjacent(1)
  ) {
    return parseDirective(cursor, token.text === 'TERM' ? 'term' : 'case');
  }
  const length = token.kind === 'string' ? 1 : bareNameLength(cursor);
  if (length === 0) return cursor.fail('SPL1009', token.span, { found: cursor.found() });
  if (isComparator(cursor.peek(length))) return parseComparison(cursor);
  return parseIn(cursor, length) ?? parseRawTerm(cursor);
}

function parseGroup(cursor: TokenCursor): SearchExpr {
  const open = cursor.next();
  const expr = cursor.nested(() => parseSearchTerms(cursor));
  closeParenthesis(cursor, open);
  return expr;
}

/** `TERM(10.0.0.1)`, `CASE(Error)`, with or without quotes inside. */
function parseDirective(cursor: TokenCursor, match: 'term' | 'case'): SearchExpr {
  const { start } = cursor.next().span;
  const inside = skipParentheses(cursor);
  const raw = cursor.slice(inside).trim();
  const text = /^"(?:[^"\\]|\\.)*"$/s.test(raw) ? stringValue(raw) : unescapeText(raw);
  return { kind: 'search-term', match, text, span: cursor.spanFrom(start) };
}

function parseComparison(cursor: TokenCursor): SearchExpr {
  const field = parseSearchField(cursor);
  const operator = cursor.next();
  // True by isComparator, which the caller has asked; `==` is the same operator as `=`.
  const op = (operator.text === '==' ? '=' : operator.text) as ComparisonOp;
  if (cursor.is('open-paren')) cursor.fail('SPL1018', cursor.peek().span, { name: field.name, op });
  const value = cursor.is('open-bracket') ? subsearchValue(cursor) : parseValueText(cursor, comparisonPlace);
  warnAboutValue(cursor, value);
  return { kind: 'search-comparison', field, op, value, span: cursor.spanFrom(field.span.start) };
}

/** `earliest=[search ... | return $x]`. */
export function subsearchValue(cursor: TokenCursor): ValueText {
  const embedded = parseSubsearch(cursor);
  return { kind: 'value', text: '', quoted: false, embedded, span: embedded.span };
}

function warnAboutValue(cursor: TokenCursor, value: ValueText): void {
  if (value.quoted || value.embedded) return;
  const call = /^([A-Za-z_]\w*)\(/.exec(value.text);
  if (call?.[1]) cursor.report('SPL1102', value.span, { name: call[1] });
  if (value.text.startsWith("'")) cursor.report('SPL1103', value.span, {});
}

/** `field IN (a, "b c", d*)`, `field IN [search ...]`, `field NOT IN (...)`; undefined when the name is not followed by that. */
function parseIn(cursor: TokenCursor, nameLength: number): SearchExpr | undefined {
  const negated = cursor.peek(nameLength).text === 'NOT';
  const at = nameLength + (negated ? 1 : 0);
  const word = cursor.peek(at);
  if (
    word.kind !== 'word' ||
    word.text.toLowerCase() !== 'in' ||
    !(cursor.is('open-paren', at + 1) || cursor.is('open-bracket', at + 1))
  )
    return undefined;
  const field = parseSearchField(cursor);
  if (negated) cursor.next();
  cursor.next();
  const values = cursor.is('open-bracket') ? [subsearchValue(cursor)] : parseInValues(cursor);
  const span = cursor.spanFrom(field.span.start);
  const term: SearchExpr = { kind: 'search-in', field, values, span };
  return negated ? { kind: 'search-not', term, span } : term;
}

function parseInValues(cursor: TokenCursor): readonly (ValueText | MacroCall)[] {
  const open = cursor.next();
  const values: (ValueText | MacroCall)[] = [];
  for (;;) {
    while (cursor.is('comma')) cursor.next();
    if (cursor.is('close-paren') || cursor.atStageEnd()) break;
    values.push(parseInValue(cursor));
  }
  closeParenthesis(cursor, open);
  if (values.length === 0) cursor.fail('SPL1009', cursor.previous().span, { found: '")"' });
  return values;
}

function parseInValue(cursor: TokenCursor): ValueText | MacroCall {
  if (cursor.is('open-bracket')) return subsearchValue(cursor);
  return isLoneMacro(cursor) ? parseMacroCall(cursor) : parseValueText(cursor, listPlace);
}

function parseRawTerm(cursor: TokenCursor): SearchExpr {
  const token = cursor.peek();
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'search-term', match: 'phrase', text: stringValue(token.text), span: token.span };
  }
  if (/^(and|or|not)$/.test(token.text) && loneWord(cursor))
    cursor.report('SPL1101', token.span, { word: token.text });
  const length = bareNameLength(cursor);
  for (let i = 0; i < length; i += 1) cursor.next();
  const span = cursor.spanFrom(token.span.start);
  return { kind: 'search-term', match: 'keyword', text: unescapeText(cursor.slice(span)), span };
}
