import type { Span } from '../source/span.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

interface Row<P> {
  readonly severity: Severity;
  readonly message: (values: P) => string;
  readonly hint?: (values: P) => string | undefined;
}

/** A row without values in its text. */
function fixed(severity: Severity, message: string, hint?: string): Row<object> {
  return hint === undefined
    ? { severity, message: () => message }
    : { severity, message: () => message, hint: () => hint };
}

/** A row whose text holds values. */
function row<P extends object>(
  severity: Severity,
  message: (values: P) => string,
  hint?: (values: P) => string | undefined,
): Row<P> {
  return hint === undefined ? { severity, message } : { severity, message, hint };
}

function didYouMean(similar: string | undefined): string | undefined {
  return similar === undefined ? undefined : `did you mean "${similar}"?`;
}

interface Found {
  /** The offending text, or `the end of the search`. */
  readonly found: string;
}

/**
 * Every message of the front end, by code: SPL10xx syntax errors, SPL11xx syntax warnings, SPL20xx macros. A code never
 * changes its meaning. The values that a message needs are part of the row's type.
 */
export const catalogue = {
  SPL1001: fixed(
    'error',
    'this double quote is never closed',
    'close it with ", and write \\" for a quote inside',
  ),
  SPL1002: fixed('error', 'this macro call is never closed', 'a macro call stands between two backticks'),
  SPL1003: fixed('error', 'this comment is never closed', 'a comment stands between two ``` marks'),
  SPL1004: fixed('error', 'this bracket is never closed', 'add the missing ]'),
  SPL1005: row(
    'error',
    ({ found }: Found) => `"${found}" closes nothing`,
    () => 'remove it or add what it should close',
  ),
  SPL1006: row(
    'error',
    ({ found }: Found) => `this parenthesis is not closed before ${found}`,
    () => 'add the missing )',
  ),
  SPL1007: fixed('error', 'a command is missing after this pipe', 'write a command or remove the pipe'),
  SPL1008: fixed(
    'error',
    'the search is empty',
    'write a search such as index=main, or begin with | and a command',
  ),
  SPL1009: row('error', ({ found }: Found) => `an operand is missing before ${found}`),
  SPL1010: row(
    'error',
    (p: Found & { readonly expected: string }) => `expected ${p.expected}, found ${p.found}`,
  ),
  SPL1011: row(
    'error',
    (p: { readonly name: string; readonly similar?: string }) => `unknown command "${p.name}"`,
    (p) => didYouMean(p.similar),
  ),
  SPL1012: row(
    'error',
    (p: { readonly limit: number }) => `the search is nested more than ${p.limit} levels deep`,
    () => 'split the expression into several eval stages',
  ),
  SPL1013: row(
    'error',
    (p: { readonly command: string; readonly needs: string }) => `${p.command} needs ${p.needs}`,
  ),
  SPL1014: row(
    'error',
    (p: { readonly text: string }) => `"${p.text}" is no field name here`,
    (p) => `write '${p.text}' in single quotes if it is a field`,
  ),
  SPL1015: fixed('error', 'this single quote is never closed', "a field name in single quotes ends with '"),
  SPL1016: row(
    'error',
    (p: { readonly limitChars: number }) => `the search is longer than ${p.limitChars} characters`,
    () => 'move long lists of values into a lookup',
  ),
  SPL1017: fixed(
    'error',
    'a stage must begin with the name of a command',
    'write | search before search terms',
  ),
  SPL1018: row(
    'error',
    (p: { readonly name: string; readonly op: string }) =>
      `a group in parentheses cannot be compared with ${p.op}`,
    (p) => `write ${p.name} IN (a, b), or (${p.name}${p.op}a OR ${p.name}${p.op}b)`,
  ),
  SPL1101: row(
    'warning',
    (p: { readonly word: string }) =>
      `"${p.word}" is searched as a word; logical operators of a search are upper case`,
    (p) => `write ${p.word.toUpperCase()}`,
  ),
  SPL1102: row(
    'warning',
    (p: { readonly name: string }) =>
      `${p.name}() is not evaluated in a search; its text is compared as it is`,
    () => 'use where to compare with a computed value',
  ),
  SPL1103: fixed(
    'warning',
    'single quotes are part of the value in a search',
    'use double quotes around a value with blanks',
  ),
  SPL1104: row(
    'warning',
    (p: { readonly name: string }) =>
      `a subsearch begins with a command, "${p.name}" is read as a search term`,
    () => 'begin the subsearch with search',
  ),
  SPL1105: row(
    'warning',
    (p: { readonly name: string }) => `"${p.name}" is searched as a word, because no pipe stands before it`,
    (p) => `begin with | ${p.name}`,
  ),
  SPL1106: fixed(
    'warning',
    'typographic quotes are ordinary characters in a search',
    'write the straight quotes " or \'',
  ),
  SPL2001: row(
    'error',
    (p: { readonly call: string; readonly similar?: string }) => `unknown macro "${p.call}"`,
    (p) => didYouMean(p.similar),
  ),
  SPL2002: row(
    'error',
    (p: { readonly name: string; readonly given: number; readonly known: readonly number[] }) =>
      `macro "${p.name}" has no definition with ${p.given} argument${p.given === 1 ? '' : 's'}`,
    (p) => `it is defined with ${p.known.join(' or ')}`,
  ),
  SPL2003: row(
    'error',
    (p: { readonly chain: readonly string[] }) => `macro calls itself: ${p.chain.join(' > ')}`,
  ),
  SPL2004: row(
    'error',
    (p: { readonly limitChars: number }) => `the macros expand to more than ${p.limitChars} characters`,
  ),
  SPL2005: row(
    'error',
    (p: { readonly call: string }) => `"${p.call}" is no macro call`,
    () => 'write `name` or `name(argument, ...)`',
  ),
  SPL2006: row(
    'error',
    (p: { readonly limit: number }) => `macro calls are nested more than ${p.limit} levels deep`,
  ),
  SPL2153: row(
    'error',
    (p: { readonly call: string; readonly reason: string }) =>
      `macro "${p.call}" does not take these arguments: ${p.reason}`,
  ),
  SPL3052: row(
    'error',
    (p: { readonly call: string }) => `macro "${p.call}" is computed by an eval expression (iseval)`,
    () => 'give it a definition that is the text itself',
  ),
  SPL3053: row(
    'error',
    (p: { readonly call: string; readonly validation: string }) =>
      `the validation of macro "${p.call}" cannot be evaluated: ${p.validation}`,
    () => 'remove the validation from the definition, or use only the arguments in it',
  ),
} as const;

export type FrontEndCode = keyof typeof catalogue;

/** The values that the message of a code is made from. */
export type MessageValues<C extends FrontEndCode> = Parameters<(typeof catalogue)[C]['message']>[0];

/** A diagnostic of the catalogue at a place. */
export function diagnose<C extends FrontEndCode>(code: C, span: Span, values: MessageValues<C>): Diagnostic {
  // The row belongs to the code, so it takes these values; the compiler does not follow that through a generic index.
  const found = catalogue[code] as unknown as Row<MessageValues<C>>;
  const hint = found.hint?.(values);
  const base = { code, severity: found.severity, span, message: found.message(values) };
  return hint === undefined ? base : { ...base, hint };
}
