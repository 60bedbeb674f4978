import type { Expr } from '../../ast/ast.ts';
import { expressionNodes } from '../../ast/visit.ts';
import { aggregatesIn, byFields } from '../../fields/transfer.ts';
import type { Span } from '../../source/span.ts';
import { evalNodes, type LintedCommand, type LintedSearch, searchParts } from '../linted-search.ts';

/** Every literal that a search compares a field with, wherever it does. */
export interface Named {
  readonly value: string;
  readonly span: Span;
}

export function valuesComparedWith(search: LintedSearch, field: string): readonly Named[] {
  const inSearches = searchParts(search).flatMap(({ node }): readonly Named[] => {
    if (node.kind === 'search-comparison' && node.field.name === field && node.op === '=')
      return [{ value: node.value.text, span: node.value.span }];
    if (node.kind !== 'search-in' || node.field.name !== field) return [];
    return node.values.flatMap((item) =>
      item.kind === 'macro' ? [] : [{ value: item.text, span: item.span }],
    );
  });
  return [...inSearches, ...evalNodes(search).flatMap(({ expr }) => literalsFor(expr, field))];
}

function literalsFor(node: Expr, field: string): readonly Named[] {
  const about = (expr: Expr | undefined): boolean =>
    expr !== undefined && expressionNodes(expr).some((part) => part.kind === 'field' && part.name === field);
  const literal = (expr: Expr | undefined): readonly Named[] =>
    expr?.kind === 'string' ? [{ value: expr.value, span: expr.span }] : [];
  if (node.kind === 'in' && about(node.operand)) return node.list.flatMap(literal);
  if (node.kind === 'binary' && ['=', 'LIKE'].includes(node.op) && about(node.left))
    return literal(node.right);
  const isTest = node.kind === 'call' && ['like', 'match', 'in'].includes(node.name);
  return isTest && about(node.args[0]) ? node.args.slice(1).flatMap(literal) : [];
}

/** True when some stage names the field, or one below it. */
export function readsField(search: LintedSearch, field: string): boolean {
  return new RegExp(`(^|[^\\w.])'?${field}(?![\\w])`).test(search.text);
}

export interface FieldUse {
  readonly name: string;
  readonly span: Span;
  readonly use: 'group' | 'statistic';
  readonly at: LintedCommand;
}

/** Fields that statistics read or group by. */
export function statisticFields(search: LintedSearch): readonly FieldUse[] {
  return search.commands
    .filter(({ command }) =>
      ['stats', 'eventstats', 'streamstats', 'chart', 'timechart', 'top'].includes(command.name),
    )
    .flatMap((at) => [
      ...byFields(at.command).map(({ name, span }): FieldUse => ({ name, span, use: 'group', at })),
      ...aggregatesIn(at.command).flatMap(({ arg }): readonly FieldUse[] =>
        arg?.kind === 'field-name' ? [{ name: arg.name, span: arg.span, use: 'statistic', at }] : [],
      ),
    ]);
}
