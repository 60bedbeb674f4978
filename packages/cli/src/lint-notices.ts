import { visible } from '@sealbreak/detect/report';
import { lintSpl, type MacroDefinition, positionOf } from '@sealbreak/spl';
import type { Console } from './console.ts';

/** Most notices that a search prints before its rows. */
const shown = 5;

/** The warnings about a search in one line each, on stderr; `sealbreak lint` says more. */
export function printLintNotices(text: string, macros: readonly MacroDefinition[], { err }: Console): void {
  const warnings = lintSpl(text, { macros }).filter(({ severity }) => severity === 'warning');
  for (const { code, span, message } of warnings.slice(0, shown)) {
    const { line, column } = positionOf(text, span.start);
    err.write(`warning[${code}] ${line}:${column}: ${visible(message)}\n`);
  }
  if (warnings.length > shown) err.write(`… ${warnings.length - shown} more warnings: run sealbreak lint\n`);
}
