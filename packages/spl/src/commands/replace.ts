import type { Arg, ValueText } from '../ast/ast.ts';
import { fieldNames, splitAt } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { editTexts } from '../lower/each-value.ts';
import { listedOrAll } from '../lower/field-list.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { countWildcards } from '../lower/wildcard.ts';
import { call, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const replace = defineCommand({
  name: 'replace',
  doc: 'Replaces whole values, in the listed fields or in all but internal ones. A `*` matches any text; a `*` in the new value is what it matched. Letter case counts. A value without wildcards goes before one with them, and the pattern that says more before one that says less; each value is replaced once.',
  syntax: 'replace (<value> WITH <value>)... [IN <field-list>]',
  source: 'Search Reference, replace',
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'in');
    const pairs = inPrecedence(pairsOf(before, context));
    const names = listedOrAll(input, fieldNames(after), context);
    return names.reduce((relation, name) => {
      const value = editTexts(
        fieldValue(relation, name, context),
        (text) => replaced(text, pairs, context),
        context,
      );
      return assignField(relation, name, value, context);
    }, input);
  },
});

/** A replacement names the groups of a pattern with one digit. */
const mostWildcards = 9;

interface Pair {
  readonly from: string;
  readonly to: string;
}

function pairsOf(args: readonly Arg[], context: LowerContext): readonly Pair[] {
  const pairs: Pair[] = [];
  let from: ValueText | undefined;
  let isTarget = false;
  for (const arg of args) {
    if (arg.kind === 'keyword' && from) isTarget = true;
    if (arg.kind !== 'value-arg') continue;
    if (from && isTarget) pairs.push(checkedPair(from, arg.value, context));
    else if (from) refuse(context, 'SPL2170', from.span, { text: from.text });
    from = isTarget ? undefined : arg.value;
    isTarget = false;
  }
  if (from) refuse(context, 'SPL2170', from.span, { text: from.text });
  return pairs;
}

function checkedPair(from: ValueText, to: ValueText, context: LowerContext): Pair {
  const filled = countWildcards(to.text);
  if (filled > 0 && filled !== countWildcards(from.text))
    refuse(context, 'SPL2010', to.span, { from: from.text, to: to.text });
  if (filled > mostWildcards)
    refuseYet(context, to.span, `a value with more than ${mostWildcards} wildcards`);
  return { from: from.text, to: to.text };
}

/** Later plain values first, then patterns with more text before those with less. */
function inPrecedence(pairs: readonly Pair[]): readonly Pair[] {
  const isPlain = ({ from }: Pair): boolean => countWildcards(from) === 0;
  const said = ({ from }: Pair): number => from.length - countWildcards(from);
  return [
    ...pairs.filter(isPlain).reverse(),
    ...pairs.filter((pair) => !isPlain(pair)).sort((a, b) => said(b) - said(a)),
  ];
}

function replaced(text: PlanExpr, pairs: readonly Pair[], context: LowerContext): PlanExpr {
  if (text.op !== 'column') {
    const param = context.freshId();
    const column: PlanExpr = { op: 'column', id: param, type: 'dynamic' };
    const body = replaced(column, pairs, context);
    return call('let', 'dynamic', text, { op: 'lambda', param, body, type: 'dynamic' });
  }
  const branches = pairs.map(({ from, to }) => ({ when: matches(text, from), then: target(text, from, to) }));
  return branches.length === 0 ? text : { op: 'case', branches, otherwise: text, type: 'dynamic' };
}

function matches(text: PlanExpr, from: string): PlanExpr {
  const wanted: PlanExpr = { op: 'literal', value: from, type: 'text' };
  return call(countWildcards(from) > 0 ? 'text.wildcard' : 'text.equal', 'boolean', text, wanted);
}

function target(text: PlanExpr, from: string, to: string): PlanExpr {
  if (countWildcards(to) === 0) return stringLiteral(to);
  const pattern = from
    .split('*')
    .map((part) => part.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&'))
    .join('(.*?)');
  const filled = to
    .split('*')
    .map((part) => part.replaceAll('\\', '\\\\'))
    .reduce((done, part, i) => `${done}\\${i}${part}`);
  const literal = (value: string): PlanExpr => ({ op: 'literal', value, type: 'text' });
  return call('regex.replaceFirst', 'dynamic', text, literal(`(?s)\\A${pattern}\\z`), literal(filled));
}
