import type { FormatPrimitive } from '../../plan/primitive.ts';
import { literalText, type SqlPrimitive, unary } from '../primitive.ts';
import { type Sql, sql } from '../sql.ts';
import { numberToText } from './numeric-text.ts';
import { quoteText } from './quote.ts';

/** Integers for conversions that have no fraction; NULL outside 64 bits. */
function integer(number: Sql): Sql {
  return sql`TRY_CAST(trunc(${number}) AS BIGINT)`;
}

/** NULL for what is no Unicode code point. */
function character(code: Sql): Sql {
  const isCodePoint = sql`${code} BETWEEN 0e0 AND 1114111e0 AND ${code} NOT BETWEEN 55296e0 AND 57343e0`;
  return sql`CASE WHEN ${isCodePoint} THEN chr(CAST(trunc(${code}) AS INTEGER)) END`;
}

/** The specification was parsed when the search was compiled, so DuckDB's printf meets only what it knows. */
const printNumber: SqlPrimitive = (args, exprs) => {
  const format = literalText(exprs, 1);
  const conversion = format.at(-1) ?? 'd';
  if (conversion === 'c') return unary(character)(args, exprs);
  const isInteger = /[doxX]/.test(conversion);
  return unary((a) => sql`printf(${quoteText(format)}, ${isInteger ? integer(a) : a})`)(args, exprs);
};

/** Two decimals at most, without the zeros at the end that rounding leaves. */
function commas(number: Sql): Sql {
  const rounded = sql`format('{:,.2f}', ${number})`;
  return sql`CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 1e18 THEN format('{:,}', ${integer(number)}) ELSE regexp_replace(${rounded}, '\\.?0+$', '') END`;
}

/** `[D+]HH:MM:SS`, with six digits of a second when there is a fraction. */
function duration(seconds: Sql): Sql {
  const size = sql`abs(${seconds})`;
  const part = (divisor: Sql, modulus: Sql): Sql =>
    sql`printf('%02d', CAST(floor(${size} / ${divisor}) AS BIGINT) % ${modulus})`;
  const sign = sql`CASE WHEN ${seconds} < 0e0 THEN '-' ELSE '' END`;
  const days = sql`CASE WHEN ${size} >= 86400e0 THEN CAST(floor(${size} / 86400e0) AS BIGINT) || '+' ELSE '' END`;
  const fraction = sql`CASE WHEN ${size} <> trunc(${size}) THEN right(printf('%.6f', ${size}), 7) ELSE '' END`;
  const clock = sql`${part(sql`3600`, sql`24`)} || ':' || ${part(sql`60`, sql`60`)} || ':' || ${part(sql`1`, sql`60`)}`;
  return sql`CASE WHEN ${size} < 1e15 THEN ${sign} || ${days} || ${clock} || ${fraction} END`;
}

export const formatPrimitives: Readonly<Record<FormatPrimitive, SqlPrimitive>> = {
  'number.toText': (args, exprs) => unary((a) => numberToText(a, exprs[0]))(args, exprs),
  'number.printf': printNumber,
  'text.printf': (args, exprs) =>
    unary((a) => sql`printf(${quoteText(literalText(exprs, 1))}, ${a})`)(args, exprs),
  'number.hex': unary((a) => sql`'0x' || to_hex(${integer(a)})`),
  'number.binary': unary((a) => sql`to_binary(${integer(a)})`),
  'number.commas': unary(commas),
  'number.duration': unary(duration),
};
