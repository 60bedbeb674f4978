import { unitMonths, unitSeconds, unitSpellings } from '../../time/time-units.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { quoteNumber, quoteText } from './quote.ts';
import { inCalendar, timestamp } from './timestamp.ts';

const token = '[+-]?[0-9]{0,9}[a-z]+|@[a-z]+[0-7]?';

/** Steps that are looked at; a modifier has two or three. */
const stepLimit = 4;

/** A CASE over the spellings of units. */
function byUnit(word: Sql, values: Readonly<Partial<Record<string, number>>>): Sql {
  const branches = Object.entries(unitSpellings).flatMap(([unit, words]) => {
    const value = values[unit];
    const list = joinSql(words.split(' ').map(quoteText), sql`, `);
    return value === undefined ? [] : [sql`WHEN ${word} IN (${list}) THEN ${quoteNumber(value)}`];
  });
  return sql`CASE ${joinSql(branches, sql` `)} END`;
}

function words(unit: 'week' | 'month' | 'quarter' | 'year'): Sql {
  return joinSql(unitSpellings[unit].split(' ').map(quoteText), sql`, `);
}

function moved(time: Sql, step: Sql, unit: Sql): Sql {
  const digits = sql`regexp_extract(${step}, '[0-9]+')`;
  const sign = sql`CASE WHEN ${step} LIKE '-%' THEN -1e0 ELSE 1e0 END`;
  const count = sql`(${sign} * coalesce(TRY_CAST(nullif(${digits}, '') AS DOUBLE), 1e0))`;
  const months = sql`greatest(least(${count} * ${byUnit(unit, unitMonths)}, 120000e0), -120000e0)`;
  const calendar = inCalendar(time, sql`epoch(${timestamp(time)} + to_months(CAST(${months} AS INTEGER)))`);
  return sql`CASE WHEN ${byUnit(unit, unitSeconds)} IS NOT NULL THEN ${time} + ${count} * ${byUnit(unit, unitSeconds)} WHEN ${byUnit(unit, unitMonths)} IS NOT NULL THEN ${calendar} END`;
}

function snapped(time: Sql, step: Sql, unit: Sql): Sql {
  const weekday = sql`(coalesce(TRY_CAST(nullif(regexp_extract(${step}, '[0-7]$'), '') AS DOUBLE), 0e0) % 7e0)`;
  const week = sql`(floor((floor(${time} / 86400e0) + 4e0 - ${weekday}) / 7e0) * 7e0 - 4e0 + ${weekday}) * 86400e0`;
  const calendar = (name: Sql): Sql =>
    inCalendar(time, sql`CAST(epoch(date_trunc(${name}, ${timestamp(time)})) AS DOUBLE)`);
  const size = byUnit(unit, unitSeconds);
  return sql`CASE WHEN ${step} SIMILAR TO '.*[0-7]' AND ${unit} <> 'w' THEN NULL WHEN ${unit} IN (${words('week')}) THEN ${week} WHEN ${unit} IN (${words('month')}) THEN ${calendar(sql`'month'`)} WHEN ${unit} IN (${words('quarter')}) THEN ${calendar(sql`'quarter'`)} WHEN ${unit} IN (${words('year')}) THEN ${calendar(sql`'year'`)} ELSE floor(${time} / ${size}) * ${size} END`;
}

/** One step of a modifier; a missing one changes nothing. */
function applied(time: Sql, step: Sql): Sql {
  const unit = sql`regexp_extract(${step}, '[a-z]+')`;
  return sql`CASE WHEN ${step} IS NULL THEN ${time} WHEN ${step} LIKE '@%' THEN ${snapped(time, step, unit)} ELSE ${moved(time, step, unit)} END`;
}

/** A time moved by a modifier that is only known for each row; NULL for text that is none, or has more than four steps. */
export function shiftTime(time: Sql, modifier: Sql): Sql {
  const steps = sql`regexp_extract_all(modifier, ${quoteText(token)})`;
  let result = sql`start`;
  for (let index = 1; index <= stepLimit; index += 1) {
    const step = sql`steps[${quoteInteger(index)}]`;
    result = sql`list_transform([${result}], lambda t: ${applied(sql`t`, step)})[1]`;
  }
  const isModifier = sql`regexp_full_match(modifier, ${quoteText(`([+-]?[0-9]{0,9}[a-z]+|@[a-z]+[0-7]?)([+-][0-9]{0,9}[a-z]+|@[a-z]+[0-7]?){0,${stepLimit - 1}}`)})`;
  const walked = sql`list_transform([${steps}], lambda steps: ${result})[1]`;
  const body = sql`CASE WHEN modifier = 'now' THEN start WHEN ${isModifier} THEN ${walked} END`;
  return sql`list_transform([${modifier}], lambda modifier: list_transform([${time}], lambda start: ${body})[1])[1]`;
}
