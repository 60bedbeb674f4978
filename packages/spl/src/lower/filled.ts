import { call, looksNumeric, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { toList, toText } from './eval/coerce.ts';

/** The value, or the filler where there is none. */
export function filled(value: PlanExpr, filler: string): PlanExpr {
  const text = stringLiteral(filler);
  if (value.type === 'null') return text;
  if (value.type === 'multivalue') return call('coalesce', 'multivalue', value, toList(text));
  if (value.type === 'number' && looksNumeric(filler) && String(Number(filler)) === filler)
    return call('coalesce', 'number', value, numberLiteral(Number(filler)));
  return call('coalesce', 'dynamic', toText(value), text);
}
