import { call, numberLiteral, type PlanExpr, stringLiteral } from '../../plan/expr.ts';
import { toList, toText } from '../eval/coerce.ts';
import type { LookupDefinition } from './definition.ts';
import type { Matched } from './match-rows.ts';

/**
 * Fills up the values of a key that has fewer matches than the definition asks for. Without matches there is nothing to
 * tell a key that is not in the table from an event without the key: both get the default.
 * Source: Admin Manual, transforms.conf, min_matches and default_match.
 */
export function withDefault(
  matched: Matched,
  { minMatches = 0, defaultMatch = '' }: LookupDefinition,
): Matched {
  if (minMatches < 1 || defaultMatch === '') return matched;
  const present = call('coalesce', 'number', matched.count, numberLiteral(0));
  const missing = call('number.subtract', 'number', numberLiteral(minMatches), present);
  const isShort = call('number.gt', 'boolean', missing, numberLiteral(0));
  const fillers: PlanExpr = {
    op: 'literal',
    value: Array.from({ length: minMatches }, () => defaultMatch),
    type: 'multivalue',
  };
  const filled = (value: PlanExpr): PlanExpr => {
    const isSingle = minMatches === 1 && value.type !== 'multivalue';
    const then = isSingle
      ? toText(stringLiteral(defaultMatch))
      : call('list.concat', 'multivalue', toList(value), call('list.take', 'multivalue', fillers, missing));
    const otherwise = isSingle ? value : toList(value);
    return { op: 'case', branches: [{ when: isShort, then }], otherwise, type: otherwise.type };
  };
  const count = call('number.greatest', 'number', present, numberLiteral(minMatches));
  return {
    ...matched,
    values: new Map([...matched.values].map(([field, value]) => [field, filled(value)])),
    count,
  };
}
