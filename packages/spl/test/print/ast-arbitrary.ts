import fc from 'fast-check';
import type {
  Arg,
  BinaryOp,
  Command,
  Expr,
  Pipeline,
  SearchExpr,
  SubsearchArg,
  ValueText,
} from '../../src/ast/ast.ts';
import { binaryPower } from '../../src/parser/eval-operators.ts';
import {
  aggregate,
  anyText,
  command,
  fieldArgs,
  fieldName,
  ident,
  keyword,
  macro,
  oneLine,
  pipeline,
  plainCommand,
  span,
  unquotedName,
  value,
} from './arbitrary-arguments.ts';

interface Nodes {
  expr: Expr;
  search: SearchExpr;
  pipeline: Pipeline;
}

const binaryOps = Object.keys(binaryPower).filter((op): op is BinaryOp => op !== 'IN');

const nodes = fc.letrec<Nodes>((tie) => {
  const subsearch = tie('pipeline').map((pipeline): SubsearchArg => ({ kind: 'subsearch', pipeline, span }));
  const leafExpr: fc.Arbitrary<Expr> = fc.oneof(
    fc
      .constantFrom('0', '1.5', '.5', '1e3', '12')
      .map((text): Expr => ({ kind: 'number', value: Number(text), text, span })),
    anyText.map((text): Expr => ({ kind: 'string', value: text, span })),
    ident.map((name): Expr => ({ kind: 'field', name, quoted: false, span })),
    oneLine.map((name): Expr => ({ kind: 'field', name: `x${name}`, quoted: true, span })),
    macro,
  );
  const parts = fc.array(tie('expr'), { minLength: 1, maxLength: 3 });
  const expr: fc.Arbitrary<Expr> = fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leafExpr,
    fc
      .tuple(fc.constantFrom(...binaryOps), tie('expr'), tie('expr'))
      .map(([op, left, right]): Expr => ({ kind: 'binary', op, left, right, span })),
    fc
      .tuple(fc.constantFrom('-' as const, '+' as const, 'NOT' as const), tie('expr'))
      .map(([op, operand]): Expr => ({ kind: 'unary', op, operand, span })),
    fc
      .tuple(tie('expr'), fc.boolean(), parts)
      .map(([operand, negated, list]): Expr => ({ kind: 'in', operand, negated, list, span })),
    fc
      .tuple(ident, fc.array(tie('expr'), { maxLength: 3 }))
      .map(([name, args]): Expr => ({ kind: 'call', name: name.toLowerCase(), nameSpan: span, args, span })),
    subsearch,
  );

  const comparison = fc
    .tuple(unquotedName, fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const), value)
    .map(([field, op, right]): SearchExpr => ({ kind: 'search-comparison', field, op, value: right, span }));
  const inList = fc
    .tuple(unquotedName, fc.array(fc.oneof(value, macro), { minLength: 1, maxLength: 3 }))
    .map(([field, values]): SearchExpr => ({ kind: 'search-in', field, values, span }));
  const term = fc.oneof(
    ident.map((text): SearchExpr => ({ kind: 'search-term', match: 'keyword', text, span })),
    fc
      .constantFrom('*', 'by', 'search', 'a.b-c')
      .map((text): SearchExpr => ({ kind: 'search-term', match: 'keyword', text, span })),
    anyText.map((text): SearchExpr => ({ kind: 'search-term', match: 'phrase', text, span })),
    fc
      .tuple(
        fc.constantFrom('term' as const, 'case' as const),
        fc.oneof(
          ident,
          anyText.map((text) => `x${text}x`),
        ),
      )
      .map(([match, text]): SearchExpr => ({ kind: 'search-term', match, text, span })),
  );
  const terms = fc.array(tie('search'), { minLength: 2, maxLength: 3 });
  const search: fc.Arbitrary<SearchExpr> = fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(comparison, inList, term, macro),
    terms.map((list): SearchExpr => ({ kind: 'search-and', terms: list, span })),
    terms.map((list): SearchExpr => ({ kind: 'search-or', terms: list, span })),
    tie('search').map((inner): SearchExpr => ({ kind: 'search-not', term: inner, span })),
    subsearch,
  );

  return { expr, search, pipeline: pipelineOf(tie('expr'), tie('search'), subsearch) };
});

function pipelineOf(
  expr: fc.Arbitrary<Expr>,
  search: fc.Arbitrary<SearchExpr>,
  subsearch: fc.Arbitrary<SubsearchArg>,
): fc.Arbitrary<Pipeline> {
  const stage = fc.oneof(
    { maxDepth: 3 },
    fc.oneof(plainCommand(), expressionCommand(expr, search)),
    joined(subsearch),
    macro,
  );
  const implied = search.map((found) => command('search', [{ kind: 'search-arg', expr: found, span }], true));
  return fc.oneof(
    fc.array(stage, { minLength: 1, maxLength: 3 }).map((commands): Pipeline => pipeline(true, commands)),
    fc
      .tuple(implied, fc.array(stage, { maxLength: 2 }))
      .map(([first, rest]) => pipeline(false, [first, ...rest])),
  );
}

function expressionCommand(
  expr: fc.Arbitrary<Expr>,
  search: fc.Arbitrary<SearchExpr>,
): fc.Arbitrary<Command> {
  const assignment = fc
    .tuple(fieldName, expr)
    .map(([target, right]): Arg => ({ kind: 'assignment', target, expr: right, span }));
  return fc.oneof(
    expr.map((found) => command('where', [{ kind: 'expr-arg', expr: found, span }])),
    fc.array(assignment, { minLength: 1, maxLength: 3 }).map((args) => command('eval', args)),
    search.map((found) => command('search', [{ kind: 'search-arg', expr: found, span }])),
    fc
      .tuple(aggregate, search, fieldArgs)
      .map(([count, found, by]) =>
        command('tstats', [
          count,
          keyword('where'),
          { kind: 'search-arg', expr: found, span },
          keyword('by'),
          ...by,
        ]),
      ),
    fc.tuple(fc.boolean(), search, expr).map(([isSearch, found, condition]) => {
      const empty: ValueText = { kind: 'value', text: isSearch ? '' : 'eval', quoted: false, span };
      const given = isSearch ? { search: found } : { expr: condition };
      return command('transaction', [{ kind: 'option', name: 'startswith', value: empty, ...given, span }]);
    }),
  );
}

function joined(subsearch: fc.Arbitrary<SubsearchArg>): fc.Arbitrary<Command> {
  return fc.oneof(
    fc.tuple(fieldArgs, subsearch).map(([fields, sub]) => command('join', [...fields, sub])),
    subsearch.map((sub) => command('append', [sub])),
  );
}

export const anyExpr: fc.Arbitrary<Expr> = nodes.expr;
export const anySearch: fc.Arbitrary<SearchExpr> = nodes.search;
export const anyPipeline: fc.Arbitrary<Pipeline> = nodes.pipeline;
