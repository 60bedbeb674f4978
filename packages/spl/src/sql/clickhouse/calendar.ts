import { type Sql, sql } from '../sql.ts';
import { once } from './once.ts';

/** Seconds of the 400 years after which the Gregorian calendar repeats, weekdays included. */
const cycle = sql`12622780800e0`;

/** The result for times in the years 1 to 9999, NULL for others (and NaN). */
export function inCalendar(epochSeconds: Sql, result: Sql): Sql {
  return sql`if(${epochSeconds} BETWEEN -62135596800e0 AND 253402300799.999999e0, ${result}, NULL)`;
}

/**
 * Computes `body` with these names: `t` the time, `y` the years to add to those of `d`, a DateTime64 in UTC with six digits.
 * ClickHouse's times end in 2299, so the time is first moved by whole cycles of the calendar to the years 1900 to 2299.
 */
export function withDate(epochSeconds: Sql, body: Sql): Sql {
  const cycles = sql`floor((t + 2208988800e0) / ${cycle})`;
  const micros = sql`accurateCastOrNull(round((t - y * ${cycle}) * 1e6), 'Int64')`;
  const dated = once(sql`fromUnixTimestamp64Micro(${micros}, 'UTC')`, sql`d`, body);
  const shifted = once(cycles, sql`y`, dated);
  return once(sql`toNullable(${epochSeconds})`, sql`t`, inCalendar(sql`t`, shifted));
}

/** The year of `withDate`'s time. */
export const yearOfDate: Sql = sql`(toYear(d) + 400 * toInt32(assumeNotNull(y)))`;

/** Days since the epoch of a date that exists; years, months and days are integers. */
export function daysFromCivil(year: Sql, month: Sql, day: Sql): Sql {
  const shifted = sql`(${year} - if(${month} <= 2, 1, 0))`;
  const era = sql`toInt64(floor(${shifted} / 400))`;
  const yearOfEra = sql`(${shifted} - ${era} * 400)`;
  const dayOfYear = sql`(intDiv(153 * (${month} + if(${month} > 2, -3, 9)) + 2, 5) + ${day} - 1)`;
  const dayOfEra = sql`(${yearOfEra} * 365 + intDiv(${yearOfEra}, 4) - intDiv(${yearOfEra}, 100) + ${dayOfYear})`;
  return sql`(${era} * 146097 + ${dayOfEra} - 719468)`;
}

export function daysInMonth(year: Sql, month: Sql): Sql {
  const leap = sql`(${year} % 4 = 0 AND (${year} % 100 != 0 OR ${year} % 400 = 0))`;
  return sql`multiIf(${month} = 2, if(${leap}, 29, 28), ${month} IN (4, 6, 9, 11), 30, 31)`;
}

/** The time of `withDate` moved by whole months (an integer); a day that the month lacks becomes its last. */
export function addMonths(epochSeconds: Sql, months: Sql): Sql {
  const count = sql`(toInt64(${yearOfDate}) * 12 + toMonth(d) - 1 + m)`;
  const year = sql`toInt64(floor(n / 12))`;
  const month = sql`(n - ${year} * 12 + 1)`;
  const day = sql`least(toInt64(toDayOfMonth(d)), toInt64(${daysInMonth(sql`a`, sql`b`)}))`;
  const moved = sql`toFloat64(${daysFromCivil(sql`a`, sql`b`, day)}) * 86400e0 + (t - floor(t / 86400e0) * 86400e0)`;
  const dated = once(count, sql`n`, once(year, sql`a`, once(month, sql`b`, moved)));
  return once(sql`toNullable(${months})`, sql`m`, withDate(epochSeconds, dated));
}

/** First instant of the month, quarter or year of a time: `unit` counts its months. */
export function startOfMonths(epochSeconds: Sql, unit: 'month' | 'quarter' | 'year'): Sql {
  const month =
    unit === 'month'
      ? sql`toInt64(toMonth(d))`
      : unit === 'quarter'
        ? sql`(intDiv(toInt64(toMonth(d)) - 1, 3) * 3 + 1)`
        : sql`toInt64(1)`;
  const days = daysFromCivil(sql`toInt64(${yearOfDate})`, month, sql`1`);
  return withDate(epochSeconds, sql`toFloat64(${days}) * 86400e0`);
}
