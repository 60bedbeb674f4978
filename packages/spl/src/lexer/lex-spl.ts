import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Token, TokenKind } from './token.ts';

export interface LexResult {
  /** In source order, without gaps: the texts joined are the source. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Characters that are a token by themselves. */
const punctuation: Readonly<Record<string, TokenKind>> = {
  '|': 'pipe',
  '[': 'open-bracket',
  ']': 'close-bracket',
  '(': 'open-paren',
  ')': 'close-paren',
  ',': 'comma',
  "'": 'quote',
};

/** Sticky rules for the kinds whose end needs no search, tried in this order. */
const rules: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'blank', pattern: /\s+/y },
  { kind: 'template', pattern: /<<[A-Za-z][A-Za-z0-9_]{0,30}>>/y },
  { kind: 'operator', pattern: /==|!=|<=|>=|[=<>+\-*/%.]/y },
];

/** Ends a word. `!` ends it only before `=`. */
const wordEnd = /[\s|[\](),'"`=<>+\-*/%.]/;

/**
 * Cuts a search into tokens. Never throws: an unclosed quote, comment or macro call runs to the end of the text and is
 * reported. Time is linear in the length of the text.
 */
export function lexSpl(text: string): LexResult {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  while (at < text.length) {
    const { kind, end, closed } = scan(text, at);
    const span = { start: at, end };
    if (!closed) diagnostics.push(unclosed(kind, span.start));
    tokens.push({ kind, text: text.slice(at, end), span });
    at = end;
  }
  return { tokens, diagnostics };
}

interface Scanned {
  readonly kind: TokenKind;
  readonly end: number;
  readonly closed: boolean;
}

function scan(text: string, at: number): Scanned {
  const first = text.charAt(at);
  const kind = punctuation[first];
  if (kind) return { kind, end: at + 1, closed: true };
  if (first === '"') return scanString(text, at);
  if (first === '`') return scanBackticks(text, at);
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    if (rule.pattern.test(text)) return { kind: rule.kind, end: rule.pattern.lastIndex, closed: true };
  }
  return { kind: 'word', end: wordEndFrom(text, at), closed: true };
}

/** A loop and not one regular expression: those can exhaust their stack on a word of many megabytes. */
function wordEndFrom(text: string, at: number): number {
  for (let i = at; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\' && /[\\"|]/.test(text.charAt(i + 1))) i += 1;
    else if (wordEnd.test(char) || (char === '!' && text.charAt(i + 1) === '=')) return Math.max(i, at + 1);
  }
  return text.length;
}

function scanString(text: string, at: number): Scanned {
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') i += 1;
    else if (char === '"') return { kind: 'string', end: i + 1, closed: true };
  }
  return { kind: 'string', end: text.length, closed: false };
}

function scanBackticks(text: string, at: number): Scanned {
  const isComment = text.startsWith('```', at);
  const fence = isComment ? '```' : '`';
  const close = text.indexOf(fence, at + fence.length);
  const kind = isComment ? 'comment' : 'macro';
  if (close < 0) return { kind, end: text.length, closed: false };
  return { kind, end: close + fence.length, closed: true };
}

function unclosed(kind: TokenKind, start: number): Diagnostic {
  if (kind === 'comment') return diagnose('SPL1003', { start, end: start + 3 }, {});
  if (kind === 'macro') return diagnose('SPL1002', { start, end: start + 1 }, {});
  return diagnose('SPL1001', { start, end: start + 1 }, {});
}
