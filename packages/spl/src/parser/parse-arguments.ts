import type { Arg, KeywordArg } from '../ast/ast.ts';
import type { CommandSyntax, ListSection, Section } from './grammar.ts';
import { list } from './grammar.ts';
import { parseAssignment } from './parse-assignment.ts';
import { parseExpression } from './parse-expression.ts';
import { parseListItem } from './parse-list-item.ts';
import { isComparator, parseFieldName } from './parse-name.ts';
import { isOption, parseOption } from './parse-option.ts';
import { parseSearchTerms } from './parse-search-terms.ts';
import { argumentPlace, parseValueText } from './parse-value.ts';
import { loneWord, type TokenCursor } from './token-cursor.ts';

/** After an expression: `where a=b span=1h`, `where L.x=R.y [search ...]`. */
const trailing = list('value');

/**
 * Reads the arguments of a command by its grammar and appends them to `args`, so that those before a fault survive it.
 * Stops at the end of the stage or at a token that no rule takes.
 */
export function parseArguments(cursor: TokenCursor, name: string, syntax: CommandSyntax, args: Arg[]): void {
  let section = syntax.start;
  for (;;) {
    const before = args.length;
    parseSection(cursor, section, syntax, args);
    if (section !== syntax.start && args.length === before) {
      const { span, text } = cursor.previous();
      cursor.fail('SPL1013', span, { command: text.toLowerCase(), needs: argumentName(section) });
    }
    const next = keywordSection(cursor, syntax);
    if (next) {
      args.push(keyword(cursor));
      section = next;
    } else if (section.kind !== 'list' && (cursor.is('open-bracket') || isOption(cursor))) section = trailing;
    else break;
  }
  requireArguments(cursor, name, syntax, args);
}

/** What messages call the thing that a section holds. */
function argumentName(section: Section): string {
  if (section.kind === 'list') return section.positional === 'value' ? 'a value' : 'a field';
  return section.kind === 'search' ? 'a search expression' : 'an expression';
}

/** The rule that begins at a keyword; a keyword followed by `=` or `(` is an ordinary name. */
function keywordSection(cursor: TokenCursor, syntax: CommandSyntax): Section | undefined {
  const word = loneWord(cursor);
  if (word === undefined || isComparator(cursor.peek(1)) || !Object.hasOwn(syntax.keywords, word))
    return undefined;
  return syntax.keywords[word];
}

/** `groupby` is an old spelling of `by`. */
function keyword(cursor: TokenCursor): KeywordArg {
  const { text, span } = cursor.next();
  const word = text.toLowerCase();
  return { kind: 'keyword', word: word === 'groupby' ? 'by' : word, span };
}

function requireArguments(
  cursor: TokenCursor,
  name: string,
  { needs }: CommandSyntax,
  args: readonly Arg[],
): void {
  if (!needs || !cursor.atStageEnd()) return;
  const isPresent = args.some((arg) => arg.kind === 'macro' || needs.kinds.includes(arg.kind));
  if (!isPresent) cursor.fail('SPL1013', cursor.previous().span, { command: name, needs: needs.say });
}

function parseSection(cursor: TokenCursor, section: Section, syntax: CommandSyntax, args: Arg[]): void {
  switch (section.kind) {
    case 'list':
      parseList(cursor, section, syntax, args);
      return;
    case 'search': {
      const stop = (at: TokenCursor): boolean =>
        keywordSection(at, syntax) !== undefined || section.untilOptions.some((name) => isOption(at, name));
      if (cursor.atStageEnd()) return;
      const expr = parseSearchTerms(cursor, stop);
      args.push({ kind: 'search-arg', expr, span: expr.span });
      return;
    }
    case 'expression': {
      if (cursor.atStageEnd()) return;
      const expr = parseExpression(cursor);
      args.push({ kind: 'expr-arg', expr, span: expr.span });
      return;
    }
    case 'assignments':
      if (cursor.atStageEnd()) return;
      args.push(parseAssignment(cursor));
      while (cursor.is('comma')) {
        cursor.next();
        args.push(parseAssignment(cursor));
      }
      return;
    case 'count-or-expression':
      parseCountOrExpression(cursor, args);
      return;
    case 'field-pattern':
      parseFieldPattern(cursor, args);
  }
}

function parseList(cursor: TokenCursor, section: ListSection, syntax: CommandSyntax, args: Arg[]): void {
  let isFirst = true;
  for (;;) {
    const afterComma = cursor.is('comma');
    while (cursor.is('comma')) cursor.next();
    if (cursor.atStageEnd() || cursor.is('close-paren') || keywordSection(cursor, syntax)) return;
    const item = parseListItem(cursor, section, { isFirst, afterComma });
    args.push(item);
    if (item.kind !== 'option') isFirst = false;
  }
}

function parseCountOrExpression(cursor: TokenCursor, args: Arg[]): void {
  while (!cursor.atStageEnd()) {
    const isCount = cursor.is('word') && /^\d+$/.test(cursor.peek().text) && endsCount(cursor);
    if (isCount) {
      const value = parseValueText(cursor, argumentPlace);
      args.push({ kind: 'value-arg', value, span: value.span });
    } else if (['limit', 'null', 'keeplast'].some((name) => isOption(cursor, name))) {
      args.push(parseOption(cursor));
    } else {
      const expr = parseExpression(cursor);
      args.push({ kind: 'expr-arg', expr, span: expr.span });
      if (!isOption(cursor)) return;
    }
  }
}

function endsCount(cursor: TokenCursor): boolean {
  const { kind } = cursor.peek(1);
  return kind === 'end' || kind === 'pipe' || kind === 'close-bracket' || kind === 'word';
}

/** The field and `=` or `!=` become a field argument and a keyword. */
function parseFieldPattern(cursor: TokenCursor, args: Arg[]): void {
  if (cursor.atStageEnd()) return;
  const isBarePattern = cursor.is('string') && !isComparator(cursor.peek(1));
  if (!isBarePattern) {
    const field = parseFieldName(cursor);
    args.push({ kind: 'field-arg', field, span: field.span });
    const { text, span } = cursor.peek();
    if (!cursor.isOperator('=') && !cursor.isOperator('!=')) cursor.failExpected('= or !=');
    cursor.next();
    args.push({ kind: 'keyword', word: text, span });
  }
  const value = parseValueText(cursor, argumentPlace, 'a regular expression');
  args.push({ kind: 'value-arg', value, span: value.span });
}
