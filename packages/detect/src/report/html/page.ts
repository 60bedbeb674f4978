import { createHash } from 'node:crypto';
import { type Html, html, htmlText, trustedMarkup } from '../encode/html.ts';
import { styleSheet } from './style.ts';

const styleHash = createHash('sha256').update(styleSheet).digest('base64');

/**
 * Nothing may load and nothing may run: no script at all, no style but the one whose hash is named here, no request of
 * any kind. `data:` is for the empty icon, without which a browser asks the server for one.
 */
export const contentPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** A broken seal, drawn in the accent colour. */
const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" fill-rule="evenodd" d="M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21Zm1.2 3.3-2.6 5.1 3.2 2.2-3.4 7.1.9-5.6-3.3-2.4 5.2-6.4Z"/></svg>`;

export const brand: Html = html`<div class="brand">${mark}Sealbreak</div>`;

/** Everything of a page up to its body's content. */
export function pageStart(title: string): string {
  return htmlText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trustedMarkup(styleSheet)}</style>
</head>
<body>
`);
}

export const pageEnd = '\n</body>\n</html>\n';
