import type { Span } from '../source/span.ts';
import type { Diagnostic } from './diagnostic.ts';
import { errorAt, type MessageRow, row } from './message-row.ts';

interface Named {
  readonly name: string;
}

/** Every error of eval expressions, by code: SPL22xx names and types, SPL32xx not supported. */
export const evalMessages = {
  SPL2201: row(
    (p: Named & { readonly similar?: string }) => `unknown function "${p.name}"`,
    (p) => (p.similar === undefined ? undefined : `did you mean "${p.similar}"?`),
  ),
  SPL2202: row(
    (p: Named & { readonly takes: string; readonly given: number; readonly syntax: string }) =>
      `"${p.name}" takes ${p.takes}, not ${p.given}`,
    (p) => `write ${p.syntax}`,
  ),
  SPL2203: row(
    (p: { readonly where: string }) => `${p.where} needs a value, and this is a condition`,
    () => 'wrap it in if(<condition>, <value>, <value>)',
  ),
  SPL2204: row(
    (p: { readonly where: string }) => `${p.where} needs a condition, and this is a value`,
    () => 'compare it with something, as in x=1 or isnotnull(x)',
  ),
  SPL2205: row(
    () => 'a condition cannot be stored in a field',
    () => 'wrap it in if(<condition>, <value>, <value>) or tostring(<condition>)',
  ),
  SPL2206: row(
    (p: Named & { readonly what: string }) => `"${p.name}" needs ${p.what} written as a literal here`,
  ),
  SPL2207: row((p: { readonly text: string }) => `"${p.text}" is no number`),
  SPL2208: row(
    (p: { readonly reason: string }) => `this regular expression is malformed: ${p.reason}`,
    () => 'a special character stands for itself after a backslash, as in \\( or \\.',
  ),
  SPL2209: row(
    (p: Named & { readonly count: number }) =>
      `"${p.name}" needs one field in its expression, not ${p.count}`,
    (p) => (p.name === 'mvfilter' ? 'use mvmap for a condition that also reads other fields' : undefined),
  ),
  SPL2210: row(
    (p: { readonly text: string; readonly what: string; readonly example: string }) =>
      `"${p.text}" is no ${p.what}`,
    (p) => `write it like ${p.example}`,
  ),
  SPL2211: row(
    (p: { readonly limit: number }) => `the expression is nested more than ${p.limit} levels deep`,
    () => 'split it into several eval assignments',
  ),
  SPL2212: row((p: { readonly macro: string }) => `the macro "${p.macro}" was not expanded`),
  SPL3201: row((p: Named) => `the function "${p.name}" is not supported yet`),
  SPL3202: row(
    (p: { readonly construct: string; readonly hint?: string }) =>
      `regular expressions with ${p.construct} are not supported`,
    (p) => p.hint,
  ),
  SPL3203: row(
    (p: Named & { readonly what: string }) =>
      `"${p.name}" with ${p.what} that comes from a field is not supported yet`,
  ),
} as const;

export type EvalCode = keyof typeof evalMessages;
export type EvalValues<C extends EvalCode> = Parameters<(typeof evalMessages)[C]['message']>[0];

/** An error of the table at a place. */
export function evalError<C extends EvalCode>(code: C, span: Span, values: EvalValues<C>): Diagnostic {
  // The row belongs to the code, so it takes these values; the compiler does not follow that through a generic index.
  return errorAt(code, evalMessages[code] as unknown as MessageRow<EvalValues<C>>, span, values);
}
