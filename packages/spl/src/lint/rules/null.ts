import type { BinaryExpr, Expr } from '../../ast/ast.ts';
import { commandSearches, expressionNodes, searchNodes } from '../../ast/visit.ts';
import { isNull } from '../../fields/expression-fact.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { evalNodes, evalRoots, type LintedCommand, searchParts } from '../linted-search.ts';

/** The operand of `x = ""` or `x != ""`; undefined for anything else. */
function comparedWith(expr: Expr, matches: (side: Expr) => boolean): Expr | undefined {
  if (expr.kind !== 'binary' || !['=', '!=', '<', '<=', '>', '>='].includes(expr.op)) return undefined;
  if (matches(expr.right)) return expr.left;
  return matches(expr.left) ? expr.right : undefined;
}

interface Comparison {
  readonly field: string;
  readonly op: string;
}

const nullComparison = defineLint<Comparison>({
  code: 'SPL2401',
  severity: 'warning',
  doc: 'A comparison with null is never true, not even null=null, so the condition drops every row. A bare null is the name of a field that no row has.',
  source: 'Search Reference, where; Comparison and Conditional functions',
  bad: 'index=main | where user=null',
  good: 'index=main | where isnull(user)',
  message: ({ op }) => `a comparison (${op}) with null is never true`,
  hint: ({ field, op }) => `write ${op === '!=' ? 'isnotnull' : 'isnull'}(${field})`,
  check: function* (search) {
    for (const { expr, at } of evalNodes(search)) {
      const other = comparedWith(expr, (side) => isNull(side) && !at.before.fields.has('null'));
      if (other)
        yield {
          span: expr.span,
          values: { field: search.text.slice(other.span.start, other.span.end), op: (expr as BinaryExpr).op },
        };
    }
  },
});

/** True when some stage before puts the text null in place of missing values. */
function fillsWithNull({ pipeline, index }: LintedCommand): boolean {
  return pipeline.stages
    .slice(0, index + 1)
    .some(
      ({ stage }) =>
        stage.kind === 'macro' ||
        stage.args.some(
          (arg) =>
            arg.kind === 'macro' ||
            (arg.kind === 'option' &&
              ['value', 'fillnull_value'].includes(arg.name) &&
              /^null$/i.test(arg.value.text)),
        ),
    );
}

/** Stages whose text may hold the word null as a value of its own. */
function makesNullText({ pipeline, index }: LintedCommand): boolean {
  return pipeline.stages
    .slice(0, index)
    .some(
      ({ stage }) =>
        stage.kind === 'command' &&
        stage.args.some(
          (arg) =>
            arg.kind === 'assignment' &&
            expressionNodes(arg.expr).some((node) => node.kind === 'string' && /^null$/i.test(node.value)),
        ),
    );
}

const nullInSearch = defineLint<Comparison>({
  code: 'SPL2402',
  severity: 'info',
  doc: 'In a search every value is literal text: x=null finds rows whose x is the word null, not rows without x.',
  source: 'Search Reference, search',
  bad: 'index=main user=null',
  good: 'index=main NOT user=*',
  message: ({ field }) => `"${field}" is compared with the word null here, not with a missing value`,
  hint: ({ field, op }) =>
    op === '!=' ? `write ${field}=* for rows that have it` : `write NOT ${field}=* for rows without it`,
  check: function* (search) {
    for (const { node, at } of searchParts(search)) {
      if (node.kind !== 'search-comparison' || node.value.quoted || !/^null$/i.test(node.value.text))
        continue;
      if (!fillsWithNull(at) && !makesNullText(at))
        yield { span: node.span, values: { field: node.field.name, op: node.op } };
    }
  },
});

/** Fields whose absence the command asks about elsewhere. */
function askedForNull({ command }: LintedCommand, field: string): boolean {
  const tests = command.args
    .flatMap((arg) => (arg.kind === 'expr-arg' || arg.kind === 'assignment' ? expressionNodes(arg.expr) : []))
    .some(
      (node) =>
        node.kind === 'call' &&
        ['isnull', 'isnotnull', 'coalesce', 'len'].includes(node.name) &&
        node.args.some((arg) => arg.kind === 'field' && arg.name === field),
    );
  const negated = commandSearches(command)
    .flatMap(searchNodes)
    .some(
      (node) =>
        node.kind === 'search-not' &&
        node.term.kind === 'search-comparison' &&
        node.term.field.name === field &&
        node.term.value.text === '*',
    );
  return tests || negated;
}

const emptyText = defineLint<{ readonly field: string; readonly missing: string }>({
  code: 'SPL2403',
  severity: 'info',
  doc: 'An empty text is a value. x="" is not true for a row that lacks x, so it does not find missing values.',
  source: 'Search Reference, search; Comparison and Conditional functions',
  bad: 'index=main | where user=""',
  good: 'index=main | where isnull(user) OR user=""',
  message: ({ field }) => `${field}="" does not find rows without ${field}`,
  hint: ({ missing }) => `add ${missing} if missing values are meant too`,
  check: function* (search) {
    for (const { expr, at } of evalNodes(search)) {
      const other = comparedWith(expr, (side) => side.kind === 'string' && side.value === '');
      if (other?.kind !== 'field' || (expr as BinaryExpr).op !== '=' || askedForNull(at, other.name))
        continue;
      if (
        at.before.fields.has(other.name) &&
        at.before.fields.get(other.name)?.missing === undefined &&
        at.before.fields.get(other.name)?.madeBy === 'eval'
      )
        continue;
      yield { span: expr.span, values: { field: other.name, missing: `isnull(${other.name})` } };
    }
    for (const { node, at } of searchParts(search)) {
      if (
        node.kind !== 'search-comparison' ||
        node.op !== '=' ||
        !node.value.quoted ||
        node.value.text !== ''
      )
        continue;
      const { name } = node.field;
      if (!askedForNull(at, name))
        yield { span: node.span, values: { field: name, missing: `OR NOT ${name}=*` } };
    }
  },
});

const notOfMissing = defineLint<{ readonly call: string; readonly field: string }>({
  code: 'SPL2440',
  severity: 'info',
  doc: 'NOT of an unknown condition is unknown. where NOT match(x, ...) drops rows without x as well, other than NOT x=... in a search.',
  source: 'docs/deviations.md; Comparison and Conditional functions',
  bad: 'index=main | where NOT match(process, "cmd")',
  good: 'index=main | where isnull(process) OR NOT match(process, "cmd")',
  message: ({ call, field }) =>
    `rows without ${field} are dropped too: ${call} of a missing value is neither true nor false`,
  hint: ({ field }) => `add isnull(${field}) OR, or isnotnull(${field}) AND to say that this is meant`,
  check: function* (search) {
    for (const { expr, at } of evalRoots(search)) {
      if (at.command.name !== 'where') continue;
      for (const node of expressionNodes(expr)) {
        if (node.kind !== 'unary' || node.op !== 'NOT' || node.operand.kind !== 'call') continue;
        const { name, args } = node.operand;
        const subject = name === 'cidrmatch' ? args[1] : args[0];
        if (!['match', 'like', 'cidrmatch', 'in'].includes(name) || subject?.kind !== 'field') continue;
        // What a filter or an assignment gave is there.
        if (askedForNull(at, subject.name) || at.before.fields.has(subject.name)) continue;
        yield { span: node.span, values: { call: `${name}()`, field: subject.name } };
      }
    }
  },
});

export const nullLints: readonly Lint[] = [nullComparison, nullInSearch, emptyText, notOfMissing];
