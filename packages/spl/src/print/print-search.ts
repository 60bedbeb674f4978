import type { SearchComparison, SearchExpr, SearchTerm, ValueText } from '../ast/ast.ts';
import { escapeBareText, quoteText } from '../lexer/quoting.ts';
import { parseSearchTerms } from '../parser/parse-search-terms.ts';
import { comparisonPlace, listPlace } from '../parser/parse-value.ts';
import type { PrintSubsearch } from './print-expression.ts';
import { printMacro, printSearchField, printValue, reread } from './print-value.ts';

/** A search expression. Groups of AND and OR inside others always get parentheses, for the reader. */
export function printSearch(expr: SearchExpr, subsearch: PrintSubsearch): string {
  const part = (term: SearchExpr): string => {
    const text = printSearch(term, subsearch);
    return term.kind === 'search-and' || term.kind === 'search-or' ? `(${text})` : text;
  };
  switch (expr.kind) {
    case 'search-and':
      return expr.terms.map(part).join(' ');
    case 'search-or':
      return expr.terms.map(part).join(' OR ');
    case 'search-not':
      return `NOT ${part(expr.term)}`;
    case 'search-comparison':
      return printComparison(expr, subsearch);
    case 'search-in': {
      const values = expr.values.map((value) =>
        value.kind === 'macro' ? printMacro(value) : printInValue(value, subsearch),
      );
      return `${printSearchField(expr.field)} IN (${values.join(', ')})`;
    }
    case 'search-term':
      return printTerm(expr);
    case 'subsearch':
      return subsearch(expr);
    case 'macro':
      return printMacro(expr);
  }
}

function printInValue(value: ValueText, subsearch: PrintSubsearch): string {
  return value.embedded?.kind === 'subsearch' ? subsearch(value.embedded) : printValue(value, listPlace);
}

function printComparison({ field, op, value }: SearchComparison, subsearch: PrintSubsearch): string {
  const right =
    value.embedded?.kind === 'subsearch' ? subsearch(value.embedded) : printValue(value, comparisonPlace);
  return apart(field.name, `${printSearchField(field)}${op}${right}`);
}

/** Words that are more than a term unless they stand in parentheses; most end the search of `tstats where`. */
const ambiguousWords: ReadonlySet<string> = new Set([
  'in',
  'by',
  'groupby',
  'from',
  'where',
  'span',
  'chunk_size',
  'prestats',
]);

function apart(word: string, text: string): string {
  return ambiguousWords.has(word.toLowerCase()) ? `(${text})` : text;
}

function printTerm({ match, text }: SearchTerm): string {
  if (match === 'phrase') return quoteText(text);
  const before = match === 'keyword' ? '' : `${match === 'term' ? 'TERM' : 'CASE'}(`;
  const after = match === 'keyword' ? '' : ')';
  for (const bare of [escapeBareText(text), text]) {
    const again = reread(`${before}${bare}${after}`, (cursor) => parseSearchTerms(cursor));
    if (again?.kind === 'search-term' && again.match === match && again.text === text)
      return apart(bare, `${before}${bare}${after}`);
  }
  return `${before}${quoteText(text)}${after}`;
}
