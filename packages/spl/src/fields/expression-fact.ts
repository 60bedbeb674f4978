import type { CallExpr, Expr } from '../ast/ast.ts';
import { childrenOf } from '../lower/eval/children.ts';
import type { FieldFact, FieldState } from './field-state.ts';

type Form = NonNullable<FieldFact['form']>;

const numberCalls: ReadonlySet<string> = new Set([
  ...['abs', 'ceil', 'ceiling', 'floor', 'round', 'sqrt', 'exp', 'ln', 'log', 'pow', 'pi', 'len', 'mvcount'],
  ...['now', 'time', 'relative_time', 'strptime', 'tonumber', 'random', 'sum', 'avg'],
]);
const listCalls: ReadonlySet<string> = new Set([
  'split',
  'mvappend',
  'mvdedup',
  'mvsort',
  'mvzip',
  'mvrange',
]);

/** What the value of an expression is, as far as its form tells. */
export function formOf(expr: Expr, state: FieldState): Form | undefined {
  switch (expr.kind) {
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'field':
      return state.fields.get(expr.name)?.form;
    case 'unary':
      return expr.op === 'NOT' ? undefined : 'number';
    case 'binary':
      return ['-', '*', '/', '%'].includes(expr.op) ? 'number' : undefined;
    case 'call':
      return callForm(expr);
    default:
      return undefined;
  }
}

function callForm({ name, args }: CallExpr): Form | undefined {
  if (numberCalls.has(name)) return 'number';
  if (listCalls.has(name)) return 'multivalue';
  if (name !== 'strftime') return undefined;
  // `%s` alone gives the number again, `%Y` and the like are numbers too.
  const format = args[1];
  return format?.kind === 'string' && /%\w.*%\w|%[FTcxX+]/.test(format.value) ? 'clock' : undefined;
}

/** Why the value of an expression can be missing even though what it reads is there; undefined when it cannot. */
export function missingReason(expr: Expr, state: FieldState): string | undefined {
  if (expr.kind === 'field') return state.fields.get(expr.name)?.missing;
  if (expr.kind === 'call') return missingCall(expr, state);
  if (expr.kind === 'binary' && ['+', '-', '*', '/', '%', '.'].includes(expr.op))
    return childrenOf(expr)
      .map((part) => missingReason(part, state))
      .find((reason) => reason !== undefined);
  return undefined;
}

function missingCall(expr: CallExpr, state: FieldState): string | undefined {
  const { name, args } = expr;
  if (name === 'case') {
    if (!hasDefault(expr)) return 'its case() has no last branch with true()';
    return args
      .filter((_, index) => index % 2 === 1)
      .map((value) => missingReason(value, state))
      .find((reason) => reason !== undefined);
  }
  if (name === 'if')
    return args.slice(1).some(isNull)
      ? 'one branch of its if() is null'
      : args
          .slice(1)
          .map((value) => missingReason(value, state))
          .find((reason) => reason !== undefined);
  return undefined;
}

export function isNull(expr: Expr | undefined): boolean {
  if (expr?.kind === 'call') return expr.name === 'null' && expr.args.length === 0;
  return expr?.kind === 'field' && !expr.quoted && expr.name.toLowerCase() === 'null';
}

/** True when the last branch of case() holds for every row. */
export function hasDefault({ args }: CallExpr): boolean {
  const last = args[args.length - 2];
  if (last === undefined) return false;
  if (last.kind === 'call')
    return last.name === 'true' || (last.name === 'match' && isAnyPattern(last.args[1]));
  if (last.kind === 'binary' && last.op === '=')
    return (
      last.left.kind !== 'field' &&
      last.left.kind === last.right.kind &&
      JSON.stringify(literal(last.left)) === JSON.stringify(literal(last.right))
    );
  // Any other condition may not hold, and so may pairs like isnull(x), isnotnull(x) that together always do.
  return last.kind === 'field' && last.name === 'true' ? false : coversAll(args);
}

function literal(expr: Expr): unknown {
  return expr.kind === 'number' || expr.kind === 'string' ? expr.value : expr;
}

function isAnyPattern(expr: Expr | undefined): boolean {
  return expr?.kind === 'string' && /^(\.\*|\^?\.?\*?\$?)$/.test(expr.value);
}

/** `isnull(x), …, isnotnull(x), …` leaves nothing out. */
function coversAll(args: readonly Expr[]): boolean {
  const tests = args
    .filter((_, index) => index % 2 === 0)
    .flatMap((arg) =>
      arg.kind === 'call' && arg.args[0]?.kind === 'field' ? [[arg.name, arg.args[0].name]] : [],
    );
  return tests.some(
    ([fn, name]) => fn === 'isnull' && tests.some(([other, same]) => other === 'isnotnull' && same === name),
  );
}
