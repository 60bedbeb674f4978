import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { MacroDefinition } from '../macros/macro-definition.ts';
import type { Span } from '../source/span.ts';
import type { LintedSearch } from './linted-search.ts';

/** A place where a lint found its mistake, with the values of its message. */
export interface Finding<P> {
  readonly span: Span;
  readonly values: P;
}

/** One trap of the language: the row of the catalogue, its page, and the check. */
export interface LintDefinition<P> {
  /** SPL24xx traps, SPL25xx facts about the logs. Never changes its meaning. */
  readonly code: string;
  /** `warning`: the search does something else than it says. `info`: it may lose or miss something. */
  readonly severity: Exclude<Severity, 'error'>;
  /** Why it matters, in one paragraph. */
  readonly doc: string;
  /** The public page or the section of the semantics that the rule comes from. */
  readonly source: string;
  /** A search with the mistake, and how to write it. */
  readonly bad: string;
  readonly good: string;
  readonly macros?: readonly MacroDefinition[];
  /** Lower case, what is wrong, quoting the text. */
  readonly message: (values: P) => string;
  /** What to do, without "you". */
  readonly hint: (values: P) => string;
  readonly check: (search: LintedSearch) => Iterable<Finding<P>>;
}

/** A lint whose values are its own business. */
export interface Lint extends Omit<LintDefinition<never>, 'message' | 'hint' | 'check'> {
  readonly run: (search: LintedSearch) => readonly Diagnostic[];
}

export function defineLint<P extends object>(definition: LintDefinition<P>): Lint {
  const { message, hint, check, ...rest } = definition;
  return {
    ...rest,
    run: (search) =>
      [...check(search)].map(({ span, values }) => ({
        code: rest.code,
        severity: rest.severity,
        span,
        message: message(values),
        hint: hint(values),
      })),
  };
}
