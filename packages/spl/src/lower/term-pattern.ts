import type { SearchTerm } from '../ast/ast.ts';

/** As members of a class of RE2 and of JavaScript. Source: Search Manual, Event segmentation and searching. */
const majorBreakers = '\\s\\[\\]<>(){}|!;,\'"&?+';
const minorBreakers = '/:=@.\\-$#%\\\\_';

/**
 * An RE2 pattern that finds a term in the raw text: letter case is ignored but for CASE(), both ends must touch a
 * breaker or the end of the text, unless they are breakers or wildcards themselves. For TERM() only major breakers
 * count. A `*` inside is any run without a major breaker; in a phrase any text.
 */
export function termPattern({ match, text }: Pick<SearchTerm, 'match' | 'text'>): string {
  const breakers = match === 'term' ? majorBreakers : majorBreakers + minorBreakers;
  const fold = match === 'case' ? '(?s)' : '(?is)';
  const inner = match === 'phrase' ? '.*?' : `[^${majorBreakers}]*`;
  const body = text
    .replace(/^\*+|\*+$/g, '')
    .split(/\*+/)
    .map((part) => part.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&'))
    .join(inner);
  const before = new RegExp(`^[*${breakers}]`).test(text) ? '' : `(?:^|[${breakers}])`;
  const after = new RegExp(`[*${breakers}]$`).test(text) ? '' : `(?:$|[${breakers}])`;
  return `${fold}${before}${body}${after}`;
}
