import { visible } from './visible.ts';

const brand: unique symbol = Symbol('html');

/** Markup that is safe to send. Only `html` and `trustedMarkup` make it: a text can never pass for it. */
export interface Html {
  readonly [brand]: string;
}

type Part = Html | readonly Html[] | string | number | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for an element's content or a quoted attribute. Acting characters are made visible, `keep` left as they are. */
export function escapeHtml(text: string, keep = ''): string {
  return visible(text, keep).replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

/** Markup from a template: texts and numbers put into it are escaped, markup is not, null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    [brand]: strings.reduce((done, text, index) => done + renderPart(parts[index - 1] ?? null) + text),
  };
}

/** Text that keeps its line ends and tabs, for `<pre>`. */
export function preformatted(text: string): Html {
  return { [brand]: escapeHtml(text, '\n\t') };
}

/** Text of our own source, such as the style sheet, as it is. Never for a value that came from anywhere else. */
export function trustedMarkup(markup: string): Html {
  return { [brand]: markup };
}

export function htmlText(markup: Html): string {
  return markup[brand];
}

function renderPart(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return isMarkup(part) ? part[brand] : part.map(htmlText).join('');
}

function isMarkup(part: Html | readonly Html[]): part is Html {
  return brand in part;
}
