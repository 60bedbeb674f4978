import { lexSpl } from '../lexer/lex-spl.ts';
import { quoteSearchText } from '../lexer/quoting.ts';
import { originOf, type Segment } from '../macros/source-map.ts';
import type { Span } from '../source/span.ts';
import type { TextPlace, TextSubsearch } from './find-subsearches.ts';
import { formatRows, listValues, nothingFound, type SubsearchResult } from './format-rows.ts';

/** The text that stands for a result in its place; null when the result cannot stand there. */
export function resultText(result: SubsearchResult, place: TextPlace): string | null {
  const values = place === 'list' ? listValues(result) : null;
  const text = values ? values.map(quoteSearchText).join(', ') : formatRows(result).trim();
  const isNothing = text === '' || text.replaceAll(' ', '') === nothingFound.replaceAll(' ', '');
  if (isNothing) return nothing[place];
  if (!isExpression(text)) return null;
  if (place === 'list') return text.replace(/^\(([^()]*)\)$/s, '$1');
  return place === 'value' ? text : `(${text})`;
}

/** What nothing matches: for a list a character that is none, so that no text holds it. */
const nothing: Readonly<Record<TextPlace, string | null>> = {
  term: '(NOT *)',
  operand: '(1=2)',
  list: '"\ufdd0"',
  value: null,
};

/** What would end the stage, open a subsearch or call a macro is no expression: data must not become commands. */
function isExpression(text: string): boolean {
  const { tokens, diagnostics } = lexSpl(text);
  if (diagnostics.some(({ severity }) => severity === 'error')) return false;
  let depth = 0;
  for (const { kind } of tokens) {
    if (['pipe', 'open-bracket', 'close-bracket', 'macro', 'comment'].includes(kind)) return false;
    if (kind === 'open-paren') depth += 1;
    if (kind === 'close-paren') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

export interface Splice {
  readonly subsearch: TextSubsearch;
  readonly text: string;
}

export interface SplicedText {
  readonly text: string;
  /** Takes a span of the text back to the text before. */
  map(span: Span): Span;
  /** The subsearch whose text holds the offset or comes last before it. */
  ownerOf(offset: number): TextSubsearch | undefined;
}

/** The text with each subsearch replaced. They are in the order of the text and do not overlap. */
export function spliceResults(text: string, splices: readonly Splice[]): SplicedText {
  const segments: Segment[] = [];
  const owners: { readonly start: number; readonly subsearch: TextSubsearch }[] = [];
  let spliced = '';
  let at = 0;
  const add = (piece: string, origin: Span, copied: boolean): void => {
    segments.push({ start: spliced.length, end: spliced.length + piece.length, origin, copied });
    spliced += piece;
  };
  for (const { subsearch, text: result } of splices) {
    const { span } = subsearch.arg;
    add(text.slice(at, span.start), { start: at, end: span.start }, true);
    owners.push({ start: spliced.length, subsearch });
    const isBare = subsearch.place === 'list' && !/[(,]\s*$/.test(text.slice(0, span.start));
    add(isBare ? `(${result})` : result, span, false);
    at = span.end;
  }
  add(text.slice(at), { start: at, end: text.length }, true);
  return {
    text: spliced,
    map: (span) => originOf(segments, span),
    ownerOf: (offset) => (owners.findLast(({ start }) => start <= offset) ?? owners[0])?.subsearch,
  };
}
