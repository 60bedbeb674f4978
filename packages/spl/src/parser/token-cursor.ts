import { diagnose, type FrontEndCode, type MessageValues } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lexSpl } from '../lexer/lex-spl.ts';
import type { TokenKind } from '../lexer/token.ts';
import type { Span } from '../source/span.ts';
import { diagnosticLimit, nestingLimit } from './limits.ts';

/** A token that matters to the grammar, or the end of the text. */
export interface SyntaxToken {
  readonly kind: TokenKind | 'end';
  readonly text: string;
  readonly span: Span;
}

/** Leaves the stage that cannot be read. Its diagnostic is already recorded; only the stage parser catches it. */
export class StageFailure extends Error {}

/** Reads the tokens of one text from left to right and gathers diagnostics. */
export class TokenCursor {
  readonly text: string;
  readonly diagnostics: Diagnostic[];
  private readonly tokens: readonly SyntaxToken[];
  private readonly end: SyntaxToken;
  private at = 0;
  private depth = 0;
  private gaveUp = false;
  private errorCount = 0;

  constructor(text: string) {
    const lexed = lexSpl(text);
    this.text = text;
    this.diagnostics = [...lexed.diagnostics];
    this.tokens = lexed.tokens.filter((token) => token.kind !== 'blank' && token.kind !== 'comment');
    this.end = { kind: 'end', text: '', span: { start: text.length, end: text.length } };
  }

  peek(ahead = 0): SyntaxToken {
    return this.tokens[this.at + ahead] ?? this.end;
  }

  next(): SyntaxToken {
    const token = this.peek();
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  /** The token before the current one; the current one at the beginning. */
  previous(): SyntaxToken {
    return this.tokens[this.at - 1] ?? this.peek();
  }

  is(kind: SyntaxToken['kind'], ahead = 0): boolean {
    return this.peek(ahead).kind === kind;
  }

  isOperator(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === text;
  }

  /** True when the token `ahead` touches the one before it. */
  isAdjacent(ahead = 0): boolean {
    const before = this.tokens[this.at + ahead - 1];
    const token = this.peek(ahead);
    return token.kind !== 'end' && before !== undefined && before.span.end === token.span.start;
  }

  atStageEnd(): boolean {
    const { kind } = this.peek();
    return kind === 'end' || kind === 'pipe' || kind === 'close-bracket';
  }

  /** How messages name the current token. */
  found(): string {
    const { kind, text } = this.peek();
    if (kind === 'end') return 'the end of the search';
    const shown = text.length > 30 ? `${text.slice(0, 29)}…` : text;
    return kind === 'string' ? shown : `"${shown}"`;
  }

  /** From the start of `first` to the end of the last token read. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.previous().span.end) };
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  report<C extends FrontEndCode>(code: C, span: Span, values: MessageValues<C>): void {
    const diagnostic = diagnose(code, span, values);
    const isError = diagnostic.severity === 'error';
    if (this.gaveUp || (!isError && this.diagnostics.length >= diagnosticLimit)) return;
    this.diagnostics.push(diagnostic);
    this.errorCount += isError ? 1 : 0;
    if (this.errorCount >= diagnosticLimit) this.giveUp();
  }

  fail<C extends FrontEndCode>(code: C, span: Span, values: MessageValues<C>): never {
    this.report(code, span, values);
    throw new StageFailure(code);
  }

  failExpected(expected: string): never {
    return this.fail('SPL1010', this.peek().span, { expected, found: this.found() });
  }

  /** The first token of a kind whose text matches, wherever the cursor stands. */
  findToken(kind: TokenKind, pattern: RegExp): SyntaxToken | undefined {
    return this.tokens.find((token) => token.kind === kind && pattern.test(token.text));
  }

  /** Runs `parse` one level deeper. At the limit the rest of the text is given up, with one diagnostic. */
  nested<T>(parse: () => T): T {
    if (this.depth >= nestingLimit) {
      this.report('SPL1012', this.peek().span, { limit: nestingLimit });
      this.giveUp();
      throw new StageFailure('SPL1012');
    }
    this.depth += 1;
    try {
      return parse();
    } finally {
      this.depth -= 1;
    }
  }

  /** Moves to the pipe, closing bracket or end of text that ends this stage, over whole `[...]` parts. */
  skipStage(): void {
    let open = 0;
    for (;;) {
      const { kind } = this.peek();
      if (kind === 'end' || (open === 0 && (kind === 'pipe' || kind === 'close-bracket'))) return;
      if (kind === 'open-bracket') open += 1;
      if (kind === 'close-bracket') open -= 1;
      this.at += 1;
    }
  }

  private giveUp(): void {
    this.gaveUp = true;
    this.at = this.tokens.length;
  }
}

/** The word in lower case, or undefined when the current token is no word that stands alone. */
export function loneWord(cursor: TokenCursor): string | undefined {
  const token = cursor.peek();
  if (token.kind !== 'word') return undefined;
  const joins =
    cursor.isAdjacent(1) && ['word', 'template', 'operator', 'quote', 'macro'].includes(cursor.peek(1).kind);
  return joins ? undefined : token.text.toLowerCase();
}
