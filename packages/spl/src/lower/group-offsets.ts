import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { captureOffsets, type GroupOffset } from '../regex/group-offsets.ts';
import type { Span } from '../source/span.ts';
import { type LowerContext, refuseYet } from './context.ts';
import { toText } from './eval/coerce.ts';

/**
 * `offset_field` of rex: first and last character of what each named group matched, counted from 0. NULL without a match.
 * `pattern` is the compiled one. Source: Search Reference, rex; several groups: practice.
 */
export function groupOffsets(
  value: PlanExpr,
  pattern: string,
  limit: number,
  span: Span,
  context: LowerContext,
): PlanExpr {
  if (limit !== 1) return refuseYet(context, span, 'offset_field with max_match', 'leave out max_match');
  if (value.type === 'multivalue')
    return refuseYet(context, span, 'offset_field of a multivalue field', 'use mvexpand before it');
  const found = captureOffsets(pattern);
  if (!found)
    return refuseYet(
      context,
      span,
      'offset_field of a group that is repeated',
      'take the quantifier into the group: (?<a>(?:x)+)',
    );
  const text = toText(value);
  const literal = stringLiteral(found.pattern);
  const isOnly = found.offsets.length === 1;
  const part = (group: number): PlanExpr =>
    call('regex.extract', 'text', text, literal, numberLiteral(group));
  const parts = found.offsets.map((offset) => describe(offset, part, isOnly));
  return parts.length === 0
    ? nullLiteral
    : call('list.join', 'dynamic', call('list.of', 'multivalue', ...parts), stringLiteral('&'));
}

function describe(
  { name, before, group }: GroupOffset,
  part: (group: number) => PlanExpr,
  isOnly: boolean,
): PlanExpr {
  const length = (of: number): PlanExpr => call('text.length', 'number', part(of));
  const first = before.map(length).reduce((sum, next) => call('number.add', 'number', sum, next));
  const size = length(group);
  const last = call('number.subtract', 'number', call('number.add', 'number', first, size), numberLiteral(1));
  const place = [toText(first), stringLiteral('-'), toText(last)];
  const then = call('text.concat', 'text', ...(isOnly ? [] : [stringLiteral(`${name}=`)]), ...place);
  const isFound = call('number.gt', 'boolean', size, numberLiteral(0));
  return { op: 'case', branches: [{ when: isFound, then }], otherwise: nullLiteral, type: 'text' };
}
