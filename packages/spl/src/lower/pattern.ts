import type { ValueText } from '../ast/ast.ts';
import { evalError } from '../diagnostics/eval-messages.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { type CompiledPattern, compilePattern } from '../regex/compile-pattern.ts';
import type { LowerContext } from './context.ts';

export interface LoweredPattern extends CompiledPattern {
  /** The pattern as a literal of the plan. */
  readonly literal: PlanExpr;
}

/** A regular expression of `rex` or `regex` in RE2's syntax. Null, with a report, when it is malformed or has no equal there. */
export function lowerPattern(
  value: ValueText | { readonly text: string; readonly span: ValueText['span'] },
  context: LowerContext,
): LoweredPattern | null {
  const compiled = compilePattern(value.text);
  if (compiled.ok) return { ...compiled, literal: { op: 'literal', value: compiled.pattern, type: 'text' } };
  context.report(
    compiled.kind === 'malformed'
      ? evalError('SPL2208', value.span, { reason: compiled.reason })
      : evalError('SPL3202', value.span, {
          construct: compiled.construct,
          ...(compiled.hint === undefined ? {} : { hint: compiled.hint }),
        }),
  );
  return null;
}
