import { unitMonths, unitSeconds, unitSpellings } from '../../time/time-units.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { addMonths, startOfMonths } from './calendar.ts';
import { once } from './once.ts';
import { quoteNumber, quoteText } from './quote.ts';

const token = '[+-]?[0-9]{0,9}[a-z]+|@[a-z]+[0-7]?';

/** Steps that are looked at; a modifier has two or three. */
const stepLimit = 4;

function words(unit: keyof typeof unitSpellings): Sql {
  return joinSql(unitSpellings[unit].split(' ').map(quoteText), sql`, `);
}

/** A value for each spelling of a unit. */
function byUnit(values: Readonly<Partial<Record<string, number>>>): Sql {
  const branches = Object.keys(unitSpellings).flatMap((unit) => {
    const value = values[unit];
    return value === undefined
      ? []
      : [sql`u IN (${words(unit as keyof typeof unitSpellings)}), ${quoteNumber(value)}`];
  });
  return sql`multiIf(${joinSql(branches, sql`, `)}, NULL)`;
}

/** In these, `time` is the time so far, `s` the step and `u` its unit. */
const time = sql`w`;

function moved(): Sql {
  const count = sql`(if(startsWith(s, '-'), -1e0, 1e0) * coalesce(toFloat64OrNull(extract(s, '[0-9]+')), 1e0))`;
  const months = sql`toInt64(greatest(least(${count} * assumeNotNull(${byUnit(unitMonths)}), 120000e0), -120000e0))`;
  return sql`multiIf(isNotNull(${byUnit(unitSeconds)}), ${time} + ${count} * ${byUnit(unitSeconds)}, isNotNull(${byUnit(unitMonths)}), ${addMonths(time, months)}, NULL)`;
}

function snapped(): Sql {
  const weekday = sql`(coalesce(toFloat64OrNull(extract(s, '[0-7]$')), 0e0) % 7e0)`;
  const week = sql`(floor((floor(${time} / 86400e0) + 4e0 - ${weekday}) / 7e0) * 7e0 - 4e0 + ${weekday}) * 86400e0`;
  const size = byUnit(unitSeconds);
  return sql`multiIf(match(s, '[0-7]$') AND u != 'w', NULL, u IN (${words('week')}), ${week}, u IN (${words('month')}), ${startOfMonths(time, 'month')}, u IN (${words('quarter')}), ${startOfMonths(time, 'quarter')}, u IN (${words('year')}), ${startOfMonths(time, 'year')}, floor(${time} / ${size}) * ${size})`;
}

/** One step of a modifier; a missing one changes nothing. */
function applied(step: Sql, given: Sql): Sql {
  const change = sql`multiIf(s = '', ${time}, startsWith(s, '@'), ${snapped()}, ${moved()})`;
  const body = once(sql`extract(s, '[a-z]+')`, sql`u`, change);
  return once(sql`toNullable(${given})`, time, once(step, sql`s`, body));
}

/** A time moved by a modifier that is only known for each row; NULL for text that is none, or has more than four steps. */
export function shiftTime(start: Sql, modifier: Sql): Sql {
  let result = sql`o`;
  for (let index = 1; index <= stepLimit; index += 1) {
    result = applied(sql`q[${quoteInteger(index)}]`, result);
  }
  const whole = `^(?:[+-]?[0-9]{0,9}[a-z]+|@[a-z]+[0-7]?)(?:[+-][0-9]{0,9}[a-z]+|@[a-z]+[0-7]?){0,${stepLimit - 1}}$`;
  const walked = once(sql`extractAll(z, ${quoteText(token)})`, sql`q`, result);
  const body = sql`multiIf(z = 'now', o, match(z, ${quoteText(whole)}), ${walked}, NULL)`;
  return once(sql`ifNull(${modifier}, '')`, sql`z`, once(sql`toNullable(${start})`, sql`o`, body));
}
