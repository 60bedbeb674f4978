import type { Expr } from '../ast/ast.ts';
import type { MacroVerdict } from '../macros/validation.ts';
import { parseSpl } from '../parser/parse-spl.ts';
import { nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { foldExpr } from '../plan/fold.ts';
import { lowerExpr } from './eval/index.ts';
import { validationFolds } from './validation-folds.ts';

/**
 * Computes a macro's validation by the rules of the language itself: the expression is lowered with the arguments as its
 * fields, and folded. Source: Admin Manual, macros.conf, validation.
 */
export function validateMacro(expression: string, args: ReadonlyMap<string, string>): MacroVerdict {
  const expr = parseExpressionText(expression);
  if (!expr) return { kind: 'unknown' };
  let failed = false;
  let ids = 0;
  const value = foldExpr(
    lowerExpr(expr, {
      resolve: (name) => {
        const arg = args.get(name);
        return arg === undefined ? nullLiteral : { ...stringLiteral(arg), isField: true };
      },
      now: 0,
      report: ({ severity }) => {
        failed ||= severity === 'error';
      },
      freshId: () => {
        ids += 1;
        return `v${ids}`;
      },
    }),
    validationFolds,
  );
  return failed ? { kind: 'unknown' } : verdictOf(value);
}

function verdictOf(value: PlanExpr): MacroVerdict {
  if (value.op !== 'literal') return { kind: 'unknown' };
  if (value.type === 'boolean')
    return value.value === true ? { kind: 'valid' } : { kind: 'refused', message: null };
  return value.value === null ? { kind: 'valid' } : { kind: 'refused', message: String(value.value) };
}

/** The expression, or null for a text that is none, or more than one. */
function parseExpressionText(text: string): Expr | null {
  const { ast, diagnostics } = parseSpl(`| where ${text}`);
  const [command, ...others] = ast.commands;
  const isGood = !diagnostics.some(({ severity }) => severity === 'error') && others.length === 0;
  if (!isGood || command?.kind !== 'command') return null;
  const [arg, ...more] = command.args;
  return arg?.kind === 'expr-arg' && more.length === 0 ? arg.expr : null;
}
