import { visible } from './visible.ts';

/** Markup anywhere in a line. */
const special = /[\\`*_[\]<>|~&$!]/g;
/** Markup only where a line begins: lists, headings, quotes, rules. */
const specialAtStart = /^(\s*)([-+#=]|\d{1,9}(?=[.)]))/;

/**
 * Text for a paragraph or a table cell of Markdown: on one line, nothing in it is markup, addresses of web pages are
 * broken (`http[:]//`) so that no renderer makes links of what a log says.
 */
export function encodeMarkdown(text: string): string {
  return visible(text)
    .replaceAll('://', '[:]//')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}[.]`)
    .replace(special, '\\$&')
    .replace(specialAtStart, (_, blanks: string, mark: string) =>
      /\d/.test(mark) ? `${blanks}${mark}\\` : `${blanks}\\${mark}`,
    );
}

/**
 * Text as a code span on one line, for use in tables too: no markup, no links, the value letter by letter. A value with a
 * pipe becomes escaped text: in a table no spelling inside a code span keeps `\\|` together.
 */
export function encodeMarkdownCode(text: string): string {
  const shown = visible(text);
  if (shown === '') return '';
  if (shown.includes('|')) return encodeMarkdown(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}
