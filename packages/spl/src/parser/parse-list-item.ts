import type { Arg, FieldName, SortKeyArg } from '../ast/ast.ts';
import type { ListSection, Positional } from './grammar.ts';
import { parseAggregate } from './parse-aggregate.ts';
import { isLoneMacro, parseFieldName, parseMacroCall } from './parse-name.ts';
import { isOption, parseOption } from './parse-option.ts';
import { parseSubsearch } from './parse-pipeline.ts';
import { argumentPlace, parseValueText } from './parse-value.ts';
import { loneWord, type TokenCursor } from './token-cursor.ts';

interface ItemPlace {
  /** No positional argument came before in this section. */
  readonly isFirst: boolean;
  readonly afterComma: boolean;
}

/** The next argument of a list. */
export function parseListItem(cursor: TokenCursor, section: ListSection, place: ItemPlace): Arg {
  if (isLoneMacro(cursor)) return parseMacroCall(cursor);
  if (cursor.is('open-bracket')) return parseSubsearch(cursor);
  if (section.positional !== 'return-item' && isOption(cursor)) return parseOption(cursor, section);
  const word = loneWord(cursor);
  if (word !== undefined && section.words?.includes(word)) return keywordHere(cursor);
  if (place.isFirst && section.lead) {
    const lead = parseLead(cursor, section.lead);
    if (lead) return lead;
  }
  if (section.positional === 'sort-key' && isClosingDesc(cursor, word, place)) return keywordHere(cursor);
  return positionals[section.positional](cursor);
}

function keywordHere(cursor: TokenCursor): Arg {
  const { text, span } = cursor.next();
  return { kind: 'keyword', word: text.toLowerCase(), span };
}

function parseLead(cursor: TokenCursor, lead: 'count' | 'sign' | 'value'): Arg | undefined {
  const { kind, text } = cursor.peek();
  if (lead === 'sign')
    return kind === 'operator' && (text === '-' || text === '+') ? keywordHere(cursor) : undefined;
  if (lead === 'count' && !/^\d+$/.test(loneWord(cursor) ?? '')) return undefined;
  return positionals.value(cursor);
}

/** `desc` or `d` at the very end of a sort, not after a comma. */
function isClosingDesc(cursor: TokenCursor, word: string | undefined, place: ItemPlace): boolean {
  if ((word !== 'desc' && word !== 'd') || place.isFirst || place.afterComma) return false;
  const { kind } = cursor.peek(1);
  return kind === 'end' || kind === 'pipe' || kind === 'close-bracket';
}

const positionals: Readonly<Record<Positional, (cursor: TokenCursor) => Arg>> = {
  field: fieldArg,
  'field-or-rename': (cursor) => renameOrField(cursor, false),
  rename: (cursor) => renameOrField(cursor, true),
  aggregate: parseAggregate,
  'typed-field': (cursor) => (cursor.is('open-paren', 1) ? parseAggregate(cursor) : fieldArg(cursor)),
  'sort-key': parseSortKey,
  value: (cursor) => {
    const value = parseValueText(cursor, argumentPlace);
    return { kind: 'value-arg', value, span: value.span };
  },
  'return-item': parseReturnItem,
};

function fieldArg(cursor: TokenCursor): Arg {
  const field = parseFieldName(cursor);
  return { kind: 'field-arg', field, span: field.span };
}

function renameOrField(cursor: TokenCursor, needsAs: boolean): Arg {
  const from = parseFieldName(cursor);
  if (loneWord(cursor) !== 'as') {
    if (needsAs) return cursor.failExpected(`AS after "${from.name}"`);
    return { kind: 'field-arg', field: from, span: from.span };
  }
  const to = parseAsName(cursor);
  return { kind: 'rename', from, to, span: cursor.spanFrom(from.span.start) };
}

/** Reads `as` and the name after it. */
export function parseAsName(cursor: TokenCursor): FieldName {
  cursor.next();
  return parseFieldName(cursor, 'a field name after AS');
}

const sortCasts: readonly string[] = ['num', 'str', 'ip', 'auto'];

function parseSortKey(cursor: TokenCursor): SortKeyArg {
  const token = cursor.peek();
  const { start } = token.span;
  const hasSign = token.kind === 'operator' && (token.text === '-' || token.text === '+');
  if (hasSign) cursor.next();
  const spaced = hasSign && !cursor.isAdjacent();
  const sign = hasSign ? (token.text === '-' ? '-' : '+') : '';
  const called = cursor.is('open-paren', 1) ? cursor.peek().text.toLowerCase() : '';
  // A row of sortCasts, which are the casts of SortKeyArg.
  const cast = (sortCasts.includes(called) ? called : '') as SortKeyArg['cast'];
  const field = cast === '' ? parseFieldName(cursor) : parseCastField(cursor);
  return { kind: 'sort-key', sign, spaced, cast, field, span: cursor.spanFrom(start) };
}

function parseCastField(cursor: TokenCursor): FieldName {
  cursor.next();
  const open = cursor.next();
  const field = parseFieldName(cursor);
  if (!cursor.is('close-paren')) cursor.fail('SPL1006', open.span, { found: cursor.found() });
  cursor.next();
  return field;
}

/** `f`, `$f`, or `alias=f`, which becomes an assignment. */
function parseReturnItem(cursor: TokenCursor): Arg {
  const target = parseFieldName(cursor);
  if (!cursor.isOperator('=')) return { kind: 'field-arg', field: target, span: target.span };
  cursor.next();
  const { name, span } = parseFieldName(cursor);
  // Quoted: a bare name of a list (`a.b`) would be an expression.
  const expr = { kind: 'field', name, quoted: true, span } as const;
  return { kind: 'assignment', target, expr, span: cursor.spanFrom(target.span.start) };
}
