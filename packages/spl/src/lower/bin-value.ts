import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { TimeSpan } from '../time/span.ts';
import { toNumber, toText } from './eval/coerce.ts';
import { floorTime, floorTo } from './floor-time.ts';

/**
 * The bin of a value: the start of a time's span, or the label `lo-hi` of a number's. Other values are left as they are.
 * Null for a span that cannot be counted in.
 */
export function binValue(value: PlanExpr, span: TimeSpan, name: string): PlanExpr | null {
  if (value.type === 'null' || value.type === 'multivalue') return value;
  const number = toNumber(value);
  if (span.unit !== null || name === '_time') {
    const floored = floorTime(number, span);
    return floored && keepOthers(value, number, floored);
  }
  const low = floorTo(number, span.count, 0);
  const high = call('number.add', 'number', low, numberLiteral(span.count));
  const label = call(
    'text.concat',
    'dynamic',
    call('text.concat', 'dynamic', toText(low), stringLiteral('-')),
    toText(high),
  );
  return keepOthers(value, number, label);
}

/** Values that are no numbers are left as they are. */
function keepOthers(value: PlanExpr, number: PlanExpr, result: PlanExpr): PlanExpr {
  if (value.type === 'number' && result.type === 'number') return result;
  const text = result.type === 'number' ? toText(result) : result;
  const branch = { when: call('isNotNull', 'boolean', number), then: text };
  return {
    op: 'case',
    branches: [branch],
    otherwise: value.type === 'number' ? nullLiteral : value,
    type: 'dynamic',
  };
}
