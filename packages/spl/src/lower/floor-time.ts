import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { TimeSpan } from '../time/span.ts';
import { unitSeconds } from '../time/time-units.ts';

/** The start of the bin of this width that holds the number; bins are counted from `offset`. */
export function floorTo(number: PlanExpr, width: number, offset: number): PlanExpr {
  const shifted = offset === 0 ? number : call('number.subtract', 'number', number, numberLiteral(offset));
  const bins = call('number.floor', 'number', call('number.divide', 'number', shifted, numberLiteral(width)));
  const floored = call('number.multiply', 'number', bins, numberLiteral(width));
  return offset === 0 ? floored : call('number.add', 'number', floored, numberLiteral(offset));
}

/** Seconds from the epoch to the first Sunday, where weeks begin. */
const firstSunday = 3 * 86_400;

/** The start of the span that holds the time. Null for several months, quarters or years together, which have no common length to count in. */
export function floorTime(number: PlanExpr, { unit, count, alignedTo = 0 }: TimeSpan): PlanExpr | null {
  const seconds = unit === null ? 1 : unitSeconds[unit];
  if (seconds !== undefined) {
    const width = count * seconds;
    if (unit === 'day' || unit === 'week') return floorTo(number, width, unit === 'week' ? firstSunday : 0);
    return floorTo(number, width, alignedTo - Math.floor(alignedTo / width) * width);
  }
  if (unit === null || count !== 1) return null;
  return call('time.truncate', 'number', number, stringLiteral(unit), numberLiteral(0));
}
