import type { Pipeline } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerError, rowsLeftOut } from '../diagnostics/lower-messages.ts';
import { splicedLimitChars } from '../parser/limits.ts';
import { type ParseResult, parseSpl } from '../parser/parse-spl.ts';
import type { Span } from '../source/span.ts';
import { findSubsearches, type TextSubsearch } from './find-subsearches.ts';
import { formatRows, type SubsearchResult } from './format-rows.ts';
import { resultText, type Splice, spliceResults } from './splice-results.ts';

/** A subsearch that has to run, now or once those inside it have, and the name of its result. */
export interface WaitingSubsearch {
  readonly key: string;
  readonly subsearch: TextSubsearch;
}

export interface ParsedSearch {
  readonly ast: Pipeline;
  /** Spans are offsets of the text as given. */
  readonly diagnostics: readonly Diagnostic[];
  /** False when the text itself, without any result, cannot be read. */
  readonly isWellFormed: boolean;
  /** Subsearches whose results are not in the tree yet, innermost first. */
  readonly waiting: readonly WaitingSubsearch[];
  /** Takes a span of the tree back to the text as given. */
  map(span: Span): Span;
}

type ResultOf = (subsearch: WaitingSubsearch) => SubsearchResult | null;

interface KnownSubsearch extends WaitingSubsearch {
  readonly result: SubsearchResult;
}

/** Reads a search and puts the results of its subsearches in their places, innermost first. */
export function parseWithResults(text: string, resultOf: ResultOf, limit: number): ParsedSearch {
  let search: ParsedSearch = parsedOf(parseSpl(text));
  if (search.diagnostics.some(isError)) return { ...search, isWellFormed: false };
  // Each round takes away a level of nesting, which the parser bounds.
  for (let current = text; ; ) {
    const found = findSubsearches(search.ast).map((subsearch) => ({
      key: keyOf(subsearch, current),
      subsearch,
    }));
    const known = found.flatMap((waiting): KnownSubsearch[] => {
      const result = waiting.subsearch.isReady ? resultOf(waiting) : null;
      return result ? [{ ...waiting, result }] : [];
    });
    if (known.length === 0) return { ...search, waiting: found };
    const next = withResults(current, search, known, limit);
    search = next.search;
    current = next.text;
    if (search.diagnostics.some(isError)) return search;
  }
}

/** Its text, with the results of those inside it in their places. */
function keyOf({ arg }: TextSubsearch, text: string): string {
  return text.slice(arg.span.start, arg.span.end);
}

function parsedOf({ ast, diagnostics }: ParseResult): ParsedSearch {
  return { ast, diagnostics, isWellFormed: true, waiting: [], map: (span) => span };
}

function withResults(
  text: string,
  search: ParsedSearch,
  known: readonly KnownSubsearch[],
  limit: number,
): { readonly search: ParsedSearch; readonly text: string } {
  const faults: Diagnostic[] = [];
  const refuse = (subsearch: TextSubsearch, shown: string): void => {
    faults.push(lowerError('SPL2142', search.map(subsearch.arg.span), { text: shown }));
  };
  const splices = known.flatMap(({ subsearch, result: all }): Splice[] => {
    const result = { ...all, rows: all.rows.slice(0, limit) };
    if (all.rows.length > limit) {
      const values = { rows: limit, command: 'the search' };
      faults.push(rowsLeftOut(search.map(subsearch.arg.span), values));
    }
    const replaced = resultText(result, subsearch.place);
    if (replaced === null) refuse(subsearch, shortened(result));
    return replaced === null ? [] : [{ subsearch, text: replaced }];
  });
  const spliced = spliceResults(text, splices);
  const again = parseSpl(spliced.text, splicedLimitChars);
  const fault = again.diagnostics.find(isError);
  const owner = fault && spliced.ownerOf(fault.span.start);
  if (owner && !faults.some(isError)) {
    const written = splices.find(({ subsearch }) => subsearch === owner)?.text ?? '';
    refuse(owner, cut(written));
  }
  const diagnostics = [...search.diagnostics, ...faults];
  const map = (span: Span): Span => search.map(spliced.map(span));
  return { search: { ...search, ast: again.ast, diagnostics, map }, text: spliced.text };
}

function shortened(result: SubsearchResult): string {
  return result.rows.length === 0 ? 'no rows' : cut(formatRows({ ...result, rows: result.rows.slice(0, 3) }));
}

/** As much of a text as a message needs. */
function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
