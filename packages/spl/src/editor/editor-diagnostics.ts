import { compileSpl } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lintSpl } from '../lint/lint-spl.ts';
import type { EditorOptions } from './complete.ts';

/** A fixed start of the search: what is wrong with a text does not depend on the day. */
const now = 1_700_000_000;

/** All that can be said about a text: syntax, names and types, what is not supported, and the lints. In text order. */
export function editorDiagnostics(
  text: string,
  { macros = [], lookups = [] }: EditorOptions = {},
): readonly Diagnostic[] {
  if (text.trim() === '') return [];
  return [...compileSpl(text, { now, macros, lookups }).diagnostics, ...lintSpl(text, { macros })].sort(
    (a, b) => a.span.start - b.span.start,
  );
}
