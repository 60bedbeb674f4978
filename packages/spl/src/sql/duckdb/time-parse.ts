import type { TimePiece } from '../../time/strftime.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { compileFormat, zoneHours } from '../time-pattern.ts';
import { quoteNumber, quoteText } from './quote.ts';

/** Epoch seconds of a text in the given format, NULL when it does not fit. `now` gives the date where the format has none. */
export function parseTime(text: Sql, pieces: readonly TimePiece[], nowEpochSeconds: number): Sql {
  const { pattern, keys } = compileFormat(pieces);
  const quoted = quoteText(pattern);
  if (keys.length === 0) return sql`CAST(NULL AS DOUBLE)`;
  const names = joinSql(
    keys.map((key) => quoteText(groupName(key))),
    sql`, `,
  );
  const value = keys.includes('s')
    ? sql`TRY_CAST(${group('s')} AS DOUBLE)`
    : calendarTime(keys, nowEpochSeconds);
  return sql`CASE WHEN regexp_matches(${text}, ${quoted}) THEN list_transform([regexp_extract(${text}, ${quoted}, [${names}])], lambda t: ${value})[1] END`;
}

/** Names of struct fields ignore letter case, so `M` and `m` need different ones. */
function groupName(key: string): string {
  return key === key.toUpperCase() ? `upper_${key}` : `lower_${key}`;
}

function group(key: string): Sql {
  return sql`t[${quoteText(groupName(key))}]`;
}

function calendarTime(keys: readonly string[], now: number): Sql {
  const date = datePart(keys, now);
  if (!date) return sql`CAST(NULL AS DOUBLE)`;
  const minute = keys.includes('M') ? group('M') : sql`'0'`;
  const second = keys.includes('S') ? group('S') : sql`'0'`;
  const clock = sql`${hourPart(keys)} || ':' || lpad(${minute}, 2, '0') || ':' || lpad(${second}, 2, '0')`;
  const terms = [sql`epoch(TRY_CAST(${date} || ' ' || ${clock} AS TIMESTAMP))`];
  if (keys.includes('j'))
    terms.push(
      sql`(CASE WHEN TRY_CAST(${group('j')} AS INTEGER) BETWEEN 1 AND 366 THEN (TRY_CAST(${group('j')} AS INTEGER) - 1) * 86400 END)`,
    );
  if (keys.includes('N')) terms.push(sql`TRY_CAST('0.' || ${group('N')} AS DOUBLE)`);
  if (keys.includes('z')) terms.push(sql`(-${offsetSeconds(group('z'))})`);
  if (keys.includes('Z')) terms.push(sql`(-${zoneSeconds(group('Z'))})`);
  return sql`CAST(${joinSql(terms, sql` + `)} AS DOUBLE)`;
}

/** `YYYY-MM-DD`. A format with only a part of a date cannot be read, but for a missing year, which is that of now. */
function datePart(keys: readonly string[], now: number): Sql | null {
  const today = sql`make_timestamp(CAST(${quoteNumber(Math.floor(now))} AS BIGINT) * 1000000)`;
  const has = (key: string): boolean => keys.includes(key);
  const year = has('Y')
    ? group('Y')
    : has('y')
      ? sql`(CASE WHEN ${group('y')} < '69' THEN '20' ELSE '19' END || ${group('y')})`
      : sql`strftime(${today}, '%Y')`;
  if (has('j')) return sql`${year} || '-01-01'`;
  const month = has('m') ? sql`lpad(${group('m')}, 2, '0')` : has('b') ? monthNumber(group('b')) : null;
  const hasYear = has('Y') || has('y');
  if (!month && !has('d') && !hasYear) return sql`strftime(${today}, '%Y-%m-%d')`;
  if (!month || !has('d')) return null;
  return sql`${year} || '-' || ${month} || '-' || lpad(${group('d')}, 2, '0')`;
}

function monthNumber(name: Sql): Sql {
  return sql`printf('%02d', (strpos('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(${name}, 3))) + 2) // 3)`;
}

function hourPart(keys: readonly string[]): Sql {
  if (keys.includes('H')) return sql`lpad(${group('H')}, 2, '0')`;
  if (!keys.includes('I')) return sql`'00'`;
  const hour = sql`TRY_CAST(${group('I')} AS INTEGER)`;
  const afternoon = keys.includes('p')
    ? sql`CASE WHEN lower(${group('p')}) = 'p' THEN 12 ELSE 0 END`
    : sql`0`;
  return sql`CASE WHEN ${hour} BETWEEN 1 AND 12 THEN printf('%02d', ${hour} % 12 + ${afternoon}) END`;
}

function offsetSeconds(zone: Sql): Sql {
  const sign = sql`CASE WHEN ${zone} LIKE '-%' THEN -1 ELSE 1 END`;
  const hours = sql`TRY_CAST(substring(${zone}, 2, 2) AS INTEGER)`;
  const minutes = sql`TRY_CAST(right(${zone}, 2) AS INTEGER)`;
  return sql`(CASE WHEN upper(${zone}) = 'Z' THEN 0 ELSE ${sign} * (${hours} * 3600 + ${minutes} * 60) END)`;
}

function zoneSeconds(zone: Sql): Sql {
  const branches = Object.entries(zoneHours).map(
    ([name, hours]) => sql`WHEN ${quoteText(name)} THEN ${quoteNumber(hours * 3600)}`,
  );
  return sql`(CASE lower(${zone}) ${joinSql(branches, sql` `)} END)`;
}
