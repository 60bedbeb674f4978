import type { Arg, Expr, SearchExpr } from '../../src/ast/ast.ts';
import { stripSpans } from '../../src/ast/strip-spans.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

/** `code@[start,end)` of the errors of a text, with the text that each points at. */
export function errorsOf(text: string): readonly string[] {
  return parseSpl(text)
    .diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ code, span }) => `${code} «${text.slice(span.start, span.end)}»`);
}

export function warningsOf(text: string): readonly string[] {
  return parseSpl(text)
    .diagnostics.filter((diagnostic) => diagnostic.severity === 'warning')
    .map(({ code, span }) => `${code} «${text.slice(span.start, span.end)}»`);
}

/** The arguments of the only command of a text that has no error. */
export function argsOf(text: string): readonly Arg[] {
  const { ast, diagnostics } = parseSpl(text);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((error) => error.message).join('; '));
  const [command] = ast.commands;
  if (ast.commands.length !== 1 || command?.kind !== 'command') throw new Error(`not one command: ${text}`);
  return command.args;
}

/** An eval expression as nested prefix form: `(+ a (* b 2))`. */
export function exprShape(text: string): string {
  const [arg] = argsOf(`| where ${text}`);
  return arg?.kind === 'expr-arg' ? shape(arg.expr) : 'no expression';
}

function shape(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text;
    case 'string':
      return JSON.stringify(expr.value);
    case 'field':
      return expr.quoted ? `'${expr.name}'` : expr.name;
    case 'unary':
      return `(${expr.op} ${shape(expr.operand)})`;
    case 'binary':
      return `(${expr.op} ${shape(expr.left)} ${shape(expr.right)})`;
    case 'in':
      return `(${expr.negated ? 'NOT IN' : 'IN'} ${[expr.operand, ...expr.list].map(shape).join(' ')})`;
    case 'call':
      return `${expr.name}(${expr.args.map(shape).join(' ')})`;
    case 'macro':
      return `\`${expr.name}\``;
    case 'subsearch':
      return '[...]';
  }
}

/** A search expression as nested prefix form: `(AND a=1 (OR b c))`. */
export function searchShape(text: string): string {
  const [arg] = argsOf(text);
  return arg?.kind === 'search-arg' ? termShape(arg.expr) : 'no search';
}

function termShape(expr: SearchExpr): string {
  switch (expr.kind) {
    case 'search-and':
      return `(AND ${expr.terms.map(termShape).join(' ')})`;
    case 'search-or':
      return `(OR ${expr.terms.map(termShape).join(' ')})`;
    case 'search-not':
      return `(NOT ${termShape(expr.term)})`;
    case 'search-comparison': {
      const value = expr.value.quoted ? JSON.stringify(expr.value.text) : expr.value.text;
      return `${expr.field.name}${expr.op}${value}`;
    }
    case 'search-in':
      return `${expr.field.name} IN [${expr.values.map((v) => (v.kind === 'macro' ? `\`${v.name}\`` : v.text)).join(' ')}]`;
    case 'search-term':
      return `${expr.match}:${expr.text}`;
    case 'macro':
      return `\`${expr.name}\``;
    case 'subsearch':
      return `[${expr.pipeline.commands.map((c) => c.name).join(' | ')}]`;
  }
}

/** The arguments without spans, for comparing whole trees. */
export function plainArgs(text: string): unknown {
  return stripSpans(argsOf(text));
}
