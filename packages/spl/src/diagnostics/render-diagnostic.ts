import { positionOf } from '../source/position.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Longest stretch of a source line that is shown; longer lines are cut around the caret. */
const shownChars = 100;

/**
 * The diagnostic as a person reads it on a terminal, without a final line break:
 *
 *     error[SPL1011]: unknown command "stts"
 *       at 2:3
 *     2 | | stts count
 *           ^^^^
 *       hint: did you mean "stats"?
 *
 * `text` is the search as typed. Control characters of the search are made visible, so that nothing in it can steer the
 * terminal. Columns count UTF-16 units from 1.
 */
export function renderDiagnostic(diagnostic: Diagnostic, text: string): string {
  const { code, severity, span, message, hint } = diagnostic;
  const { line, column, lineStart, lineEnd } = positionOf(text, span.start);
  const caret = excerpt(
    text.slice(lineStart, lineEnd),
    span.start - lineStart,
    Math.min(span.end, lineEnd) - lineStart,
  );
  const gutter = `${line} | `;
  const lines = [
    `${severity}[${code}]: ${visible(message)}`,
    `  at ${line}:${column}`,
    `${gutter}${caret.shown}`,
    `${' '.repeat(gutter.length + caret.offset)}${'^'.repeat(caret.length)}`,
  ];
  return (hint === undefined ? lines : [...lines, `  hint: ${visible(hint)}`]).join('\n');
}

interface Excerpt {
  readonly shown: string;
  readonly offset: number;
  readonly length: number;
}

/** The part of a line around `[start, end)`, with `…` where it was cut. */
function excerpt(line: string, start: number, end: number): Excerpt {
  const fits = line.length <= shownChars;
  const from = fits ? 0 : Math.max(0, Math.min(start - shownChars / 4, line.length - shownChars));
  const to = fits ? line.length : Math.min(line.length, from + shownChars);
  const before = (from > 0 ? '…' : '') + visible(line.slice(from, start));
  const marked = visible(line.slice(start, Math.min(end, to)));
  const after = visible(line.slice(Math.max(start, Math.min(end, to)), to)) + (to < line.length ? '…' : '');
  return { shown: before + marked + after, offset: before.length, length: Math.max(1, marked.length) };
}

/** Controls, line ends and characters that reorder text become `\u{..}`; a tab becomes a blank. */
function visible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
