import type { TimePiece } from '../../time/strftime.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { compileFormat, zoneHours } from '../time-pattern.ts';
import { daysFromCivil, daysInMonth } from './calendar.ts';
import { once } from './once.ts';
import { quoteNumber, quoteText } from './quote.ts';

/** What the groups of a format's pattern hold, as SQL over the list `g` of their texts. */
class Groups {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  has(key: string): boolean {
    return this.#keys.includes(key);
  }

  text(key: string): Sql {
    return sql`g[${quoteInteger(this.#keys.indexOf(key) + 1)}]`;
  }

  integer(key: string): Sql {
    return sql`toInt64OrNull(trimLeft(${this.text(key)}))`;
  }
}

/** Epoch seconds of a text in the given format, NULL when it does not fit. `now` gives the date where the format has none. */
export function parseTime(text: Sql, pieces: readonly TimePiece[], nowEpochSeconds: number): Sql {
  const { pattern, keys } = compileFormat(pieces);
  if (keys.length === 0) return sql`CAST(NULL AS Nullable(Float64))`;
  const groups = new Groups(keys);
  const value = groups.has('s')
    ? sql`toFloat64OrNull(${groups.text('s')})`
    : calendarTime(groups, nowEpochSeconds);
  const found = sql`extractGroups(assumeNotNull(x), ${quoteText(pattern)})`;
  const checked = once(found, sql`g`, sql`if(empty(g), NULL, ${value})`);
  return once(sql`toNullable(${text})`, sql`x`, sql`if(isNull(x), NULL, ${checked})`);
}

function calendarTime(groups: Groups, now: number): Sql {
  const days = datePart(groups, now);
  if (!days) return sql`CAST(NULL AS Nullable(Float64))`;
  const part = (key: string): Sql => (groups.has(key) ? groups.integer(key) : sql`toInt64(0)`);
  const minute = sql`if(${part('M')} < 60, ${part('M')}, NULL)`;
  const second = sql`if(${part('S')} < 60, ${part('S')}, NULL)`;
  const terms = [
    sql`toFloat64(${days}) * 86400e0`,
    sql`toFloat64(${hourPart(groups)} * 3600 + ${minute} * 60 + ${second})`,
  ];
  if (groups.has('N')) terms.push(sql`toFloat64OrNull(concat('0.', ${groups.text('N')}))`);
  if (groups.has('z')) terms.push(sql`(-${offsetSeconds(groups.text('z'))})`);
  if (groups.has('Z')) terms.push(sql`(-${zoneSeconds(groups.text('Z'))})`);
  return sql`(${joinSql(terms, sql` + `)})`;
}

/** Days since the epoch. A format with only a part of a date cannot be read, but for a missing year, which is that of now. */
function datePart(groups: Groups, now: number): Sql | null {
  const today = new Date(now * 1000);
  const hasYear = groups.has('Y') || groups.has('y');
  const year = groups.has('Y')
    ? groups.integer('Y')
    : groups.has('y')
      ? sql`(${groups.integer('y')} + if(${groups.integer('y')} < 69, 2000, 1900))`
      : sql`toInt64(${quoteInteger(today.getUTCFullYear())})`;
  if (groups.has('j')) {
    const day = groups.integer('j');
    return sql`if(${day} BETWEEN 1 AND 366, ${daysFromCivil(sql`toInt64(${year})`, sql`1`, sql`1`)} + ${day} - 1, NULL)`;
  }
  const month = groups.has('m')
    ? groups.integer('m')
    : groups.has('b')
      ? monthNumber(groups.text('b'))
      : null;
  if (!month && !groups.has('d') && !hasYear) {
    return sql`toInt64(${quoteInteger(Math.floor(now / 86_400))})`;
  }
  if (!month || !groups.has('d')) return null;
  const day = groups.integer('d');
  const exists = sql`mm BETWEEN 1 AND 12 AND ${day} BETWEEN 1 AND ${daysInMonth(sql`yy`, sql`mm`)}`;
  const days = sql`if(${exists}, ${daysFromCivil(sql`yy`, sql`mm`, day)}, NULL)`;
  return once(sql`toNullable(${year})`, sql`yy`, once(sql`toNullable(${month})`, sql`mm`, days));
}

function monthNumber(name: Sql): Sql {
  return sql`toInt64(intDiv(position('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(${name}, 3))) + 2, 3))`;
}

function hourPart(groups: Groups): Sql {
  if (groups.has('H')) return sql`if(${groups.integer('H')} < 24, ${groups.integer('H')}, NULL)`;
  if (!groups.has('I')) return sql`toInt64(0)`;
  const hour = groups.integer('I');
  const afternoon = groups.has('p') ? sql`if(lower(${groups.text('p')}) = 'p', 12, 0)` : sql`0`;
  return sql`if(${hour} BETWEEN 1 AND 12, ${hour} % 12 + ${afternoon}, NULL)`;
}

function offsetSeconds(zone: Sql): Sql {
  const sign = sql`if(startsWith(${zone}, '-'), -1, 1)`;
  const hours = sql`toInt64OrNull(substring(${zone}, 2, 2))`;
  const minutes = sql`toInt64OrNull(right(${zone}, 2))`;
  return sql`if(upper(${zone}) = 'Z', 0, ${sign} * (${hours} * 3600 + ${minutes} * 60))`;
}

function zoneSeconds(zone: Sql): Sql {
  const branches = Object.entries(zoneHours).map(
    ([name, hours]) => sql`lower(${zone}) = ${quoteText(name)}, ${quoteNumber(hours * 3600)}`,
  );
  return sql`multiIf(${joinSql(branches, sql`, `)}, NULL)`;
}
