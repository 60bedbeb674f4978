import type { PlanExpr } from '../plan/expr.ts';
import { compilePattern } from '../regex/compile-pattern.ts';
import type { FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';

/** A pattern argument ready for a regex primitive, and how many groups it has when that is known. */
export interface PatternArgument {
  readonly pattern: PlanExpr;
  readonly groupCount: number;
}

/**
 * Checks a literal pattern and gives it in RE2's spelling; a pattern from a field is passed on, and is NULL at run time
 * when RE2 cannot take it. Undefined after a mistake, which was reported at the argument.
 */
export function patternArgument(
  call: FunctionCall,
  pattern: PlanExpr,
  argument: number,
): PatternArgument | undefined {
  const text = literalTextOf(pattern);
  if (text === undefined) return { pattern, groupCount: 9 };
  const compiled = compilePattern(text);
  if (compiled.ok) {
    return {
      pattern: { op: 'literal', value: compiled.pattern, type: 'text' },
      groupCount: compiled.groupCount,
    };
  }
  if (compiled.kind === 'malformed')
    call.refuseInside('SPL2208', { reason: compiled.reason }, argument, compiled.at);
  else {
    const { construct, hint } = compiled;
    call.refuseInside(
      'SPL3202',
      hint === undefined ? { construct } : { construct, hint },
      argument,
      compiled.at,
    );
  }
  return undefined;
}
