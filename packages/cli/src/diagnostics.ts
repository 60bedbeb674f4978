import { type Diagnostic, renderDiagnostic } from '@sealbreak/spl';
import type { Console } from './console.ts';

/** Prints diagnostics with their carets on stderr; true when one of them is an error. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  text: string,
  { err }: Console,
): boolean {
  for (const diagnostic of diagnostics) err.write(`${renderDiagnostic(diagnostic, text)}\n`);
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
