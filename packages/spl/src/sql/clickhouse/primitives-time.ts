import type { TimePrimitive } from '../../plan/primitive.ts';
import { binary, literalList, literalText, literalValue, type SqlPrimitive, unary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { type Sql, sql } from '../sql.ts';
import { addMonths, startOfMonths } from './calendar.ts';
import { quoteNumber } from './quote.ts';
import { formatTime } from './time-format.ts';
import { parseTime } from './time-parse.ts';
import { shiftTime } from './time-shift.ts';

/** Units of a fixed length in UTC. */
const unitSeconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

const unitMonths: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

const add: SqlPrimitive = (args, exprs) => {
  const count = Number(literalValue(exprs, 1));
  const unit = literalText(exprs, 2);
  const seconds = unitSeconds[unit];
  if (seconds !== undefined)
    return unary((time) => sql`(${time} + ${quoteNumber(count * seconds)})`)(args, exprs);
  const months = quoteInteger(Math.max(-120_000, Math.min(120_000, count * (unitMonths[unit] ?? 0))));
  return unary((time) => addMonths(time, sql`toInt64(${months})`))(args, exprs);
};

/** The epoch began on a Thursday, day 4 of a week that starts on Sunday. */
function startOfWeek(time: Sql, weekday: number): Sql {
  const shift = quoteNumber(4 - weekday);
  return sql`((floor((floor(${time} / 86400e0) + ${shift}) / 7e0) * 7e0 - ${shift}) * 86400e0)`;
}

const truncate: SqlPrimitive = (args, exprs) => {
  const unit = literalText(exprs, 1);
  if (unit === 'week')
    return unary((time) => startOfWeek(time, Number(literalValue(exprs, 2) ?? 0)))(args, exprs);
  const seconds = unitSeconds[unit];
  if (seconds !== undefined) {
    const size = quoteNumber(seconds);
    return unary((time) => sql`(floor(${time} / ${size}) * ${size})`)(args, exprs);
  }
  const months = unit === 'month' || unit === 'quarter' ? unit : 'year';
  return unary((time) => startOfMonths(time, months))(args, exprs);
};

export const timePrimitives: Readonly<Record<TimePrimitive, SqlPrimitive>> = {
  'time.format': (args, exprs) => unary((time) => formatTime(time, literalList(exprs, 1)))(args, exprs),
  'time.parse': (args, exprs) =>
    binary((text) => parseTime(text, literalList(exprs, 1), Number(literalValue(exprs, 2) ?? 0)))(
      args,
      exprs,
    ),
  'time.shift': binary(shiftTime),
  'time.add': add,
  'time.truncate': truncate,
};
