import { findAggregate } from '../aggregates/find.ts';
import { findFunction } from '../functions/find.ts';
import { lexSpl } from '../lexer/lex-spl.ts';
import type { Token } from '../lexer/token.ts';
import { commandSyntaxes } from '../parser/commands.ts';
import type { Span } from '../source/span.ts';

export type HighlightKind =
  | 'command'
  | 'keyword'
  | 'operator'
  | 'function'
  | 'option'
  | 'field'
  | 'value'
  | 'string'
  | 'number'
  | 'macro'
  | 'comment'
  | 'punctuation';

/** A stretch of text with what it is, for colouring. */
export interface HighlightToken {
  readonly kind: HighlightKind;
  readonly span: Span;
}

const keywords: ReadonlySet<string> = new Set([
  ...['as', 'by', 'groupby', 'over', 'where', 'output', 'outputnew', 'with', 'in', 'from', 'sortby'],
]);
const operators: ReadonlySet<string> = new Set(['and', 'or', 'not', 'xor', 'like', 'in']);

/** The parts of a search in text order, blanks left out; they never overlap. Time is linear in the length of the text. */
export function highlight(text: string): readonly HighlightToken[] {
  const tokens = lexSpl(text).tokens.filter(({ kind }) => kind !== 'blank');
  const found: HighlightToken[] = [];
  let command = '';
  let startsStage = true;
  let isFirst = true;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const before = tokens[index - 1];
    const word = token.text.toLowerCase();
    if (token.kind === 'word' && startsStage && (!isFirst || isCommandWord(word, next))) {
      command = word;
      found.push({ kind: 'command', span: token.span });
    } else found.push({ kind: kindOf(token, before, next, command), span: token.span });
    if (token.kind === 'comment') continue;
    startsStage = token.kind === 'pipe' || token.kind === 'open-bracket';
    if (startsStage) command = 'search';
    // The first word of a text or of brackets is a command only if it is known as one.
    isFirst = token.kind === 'open-bracket';
  }
  return found;
}

function isCommandWord(word: string, next: Token | undefined): boolean {
  return commandSyntaxes.has(word) && !(next?.kind === 'operator' && /^[=!<>]/.test(next.text));
}

function kindOf(
  token: Token,
  before: Token | undefined,
  next: Token | undefined,
  command: string,
): HighlightKind {
  switch (token.kind) {
    case 'string':
      return 'string';
    case 'macro':
    case 'template':
      return 'macro';
    case 'comment':
      return 'comment';
    case 'operator':
      return 'operator';
    case 'word':
      return wordKind(token, before, next, command);
    default:
      return 'punctuation';
  }
}

function wordKind(
  { text }: Token,
  before: Token | undefined,
  next: Token | undefined,
  command: string,
): HighlightKind {
  const word = text.toLowerCase();
  if (/^\d+$/.test(text)) return 'number';
  if (operators.has(word)) return 'operator';
  if (next?.kind === 'open-paren' && (findFunction(word) || findAggregate(word) || word === 'eval'))
    return 'function';
  if (keywords.has(word)) return 'keyword';
  const isLeft = next?.kind === 'operator' && /^(=|==|!=|<|>|<=|>=)$/.test(next.text);
  if (isLeft) return isSearching(command) || command === 'eval' || command === 'where' ? 'field' : 'option';
  const isRight = before?.kind === 'operator' && /^(=|==|!=|<|>|<=|>=)$/.test(before.text);
  if (isRight && command !== 'eval' && command !== 'where') return 'value';
  if (findAggregate(word) && /stats$|chart$/.test(command)) return 'function';
  return isSearching(command) ? 'value' : 'field';
}

function isSearching(command: string): boolean {
  return command === '' || command === 'search' || command === 'tstats';
}
