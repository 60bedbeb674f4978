import { RE2JS } from 're2js';
import {
  booleanLiteral,
  type LiteralExpr,
  looksNumeric,
  numberLiteral,
  type PlanExpr,
} from '../plan/expr.ts';
import type { Fold } from '../plan/fold.ts';
import { compilePattern } from '../regex/compile-pattern.ts';

/**
 * Folds of primitives that validations of macro arguments are made of, for an expression that no engine will see. A
 * pattern runs in RE2.
 */
export const validationFolds: Readonly<Record<string, Fold>> = {
  'text.length': text((value) => numberLiteral([...value].length)),
  'text.toNumber': text((value) =>
    looksNumeric(value) ? numberLiteral(Number(value)) : { op: 'literal', value: null, type: 'number' },
  ),
  'text.looksNumeric': text((value) => booleanLiteral(looksNumeric(value))),
  'number.truncate': ([arg]) =>
    typeof literalOf(arg) === 'number' ? numberLiteral(Math.trunc(Number(literalOf(arg)))) : null,
  'text.in': isOneOf,
  'number.in': isOneOf,
  'text.like': texts((value, pattern) => {
    const parts = Array.from(pattern, (char) =>
      char === '%' ? '.*' : char === '_' ? '.' : RE2JS.quote(char),
    );
    return RE2JS.matches(`(?s)${parts.join('')}`, value);
  }),
  'regex.matches': texts(
    (value, pattern) => compilePattern(pattern).ok && RE2JS.compile(pattern).matcher(value).find(),
  ),
};

function literalOf(expr: PlanExpr | undefined): LiteralExpr['value'] | undefined {
  return expr?.op === 'literal' ? expr.value : undefined;
}

function text(compute: (value: string) => PlanExpr): Fold {
  return ([arg]) => {
    const value = literalOf(arg);
    return typeof value === 'string' ? compute(value) : null;
  };
}

function texts(compute: (a: string, b: string) => boolean): Fold {
  return (args) => {
    const [a, b] = args.map(literalOf);
    return typeof a === 'string' && typeof b === 'string' ? booleanLiteral(compute(a, b)) : null;
  };
}

function isOneOf(args: readonly PlanExpr[]): PlanExpr | null {
  const [value, ...others] = args.map(literalOf);
  const isKnown = [value, ...others].every((one) => typeof one === 'string' || typeof one === 'number');
  return isKnown ? booleanLiteral(others.includes(value)) : null;
}
