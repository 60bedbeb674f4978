import type { Span } from '../source/span.ts';

export type Severity = 'error' | 'warning' | 'info';

/**
 * What is wrong with a search, where, and what to do about it. `code` never changes its meaning:
 * SPL1xxx syntax, SPL2xxx names and types, SPL3xxx not supported. `span` points into the text the user typed,
 * also for text that came out of a macro.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  /** Lower case, quotes the offending text. */
  readonly message: string;
  /** What to do, without "you". */
  readonly hint?: string;
}
