import type { Span } from '../source/span.ts';
import type { Diagnostic } from './diagnostic.ts';

/** One kind of error: its text and what to do about it, both made from the same values. */
export interface MessageRow<P> {
  /** Lower case, quotes the offending text. */
  readonly message: (values: P) => string;
  readonly hint?: (values: P) => string | undefined;
}

export function row<P extends object>(
  message: (values: P) => string,
  hint?: (values: P) => string | undefined,
): MessageRow<P> {
  return hint === undefined ? { message } : { message, hint };
}

/** The error that a row describes, at a place. */
export function errorAt<P>(code: string, found: MessageRow<P>, span: Span, values: P): Diagnostic {
  const hint = found.hint?.(values);
  const base = { code, severity: 'error' as const, span, message: found.message(values) };
  return hint === undefined ? base : { ...base, hint };
}
