import type { FormatPrimitive } from '../../plan/primitive.ts';
import { literalText, type SqlPrimitive, unary } from '../primitive.ts';
import { type Sql, sql } from '../sql.ts';
import { integer, numberToText } from './numeric-text.ts';
import { once } from './once.ts';
import { quoteText } from './quote.ts';

/** NULL for what is no Unicode code point. */
function character(code: Sql): Sql {
  const isCodePoint = sql`${code} BETWEEN 0e0 AND 1114111e0 AND ${code} NOT BETWEEN 55296e0 AND 57343e0`;
  const bytes = sql`multiIf(i < 128, char(i), i < 2048, char(192 + intDiv(i, 64), 128 + i % 64), i < 65536, char(224 + intDiv(i, 4096), 128 + intDiv(i, 64) % 64, 128 + i % 64), char(240 + intDiv(i, 262144), 128 + intDiv(i, 4096) % 64, 128 + intDiv(i, 64) % 64, 128 + i % 64))`;
  return sql`if(${isCodePoint}, ${once(sql`assumeNotNull(toUInt32(${code}))`, sql`i`, bytes)}, NULL)`;
}

/** The specification was parsed when the search was compiled, so ClickHouse's printf meets only what it knows. */
const printNumber: SqlPrimitive = (args, exprs) => {
  const format = literalText(exprs, 1);
  const conversion = format.at(-1) ?? 'd';
  if (conversion === 'c') return unary(character)(args, exprs);
  const isInteger = /[doxX]/.test(conversion);
  return unary((a) => sql`printf(${quoteText(format)}, ${isInteger ? integer(a) : a})`)(args, exprs);
};

/** Digits in groups of three, from the right. */
function grouped(digits: Sql): Sql {
  const groups = sql`replaceRegexpAll(reverse(${digits}), '([0-9]{3})', '\\\\1,')`;
  return sql`replaceRegexpOne(reverse(${groups}), '^,', '')`;
}

/** Two decimals at most, without the zeros at the end that rounding leaves. */
function commas(number: Sql): Sql {
  const text = sql`if(n = trunc(n) AND abs(n) < 1e18, toString(${integer(sql`abs(n)`)}), replaceRegexpOne(printf('%.2f', abs(n)), '\\\\.?0+$', ''))`;
  const whole = grouped(sql`extract(t, '^[0-9]+')`);
  const body = sql`concat(if(n < 0 AND t != '0', '-', ''), if(isFinite(n), concat(${whole}, extract(t, '\\\\.[0-9]+$')), t))`;
  return once(sql`toNullable(${number})`, sql`n`, once(text, sql`t`, body));
}

/** `[D+]HH:MM:SS`, with six digits of a second when there is a fraction. */
function duration(seconds: Sql): Sql {
  const size = sql`abs(s)`;
  const part = (divisor: Sql, modulus: Sql): Sql =>
    sql`leftPad(toString(${integer(sql`floor(${size} / ${divisor})`)} % ${modulus}), 2, '0')`;
  const sign = sql`if(s < 0, '-', '')`;
  const days = sql`if(${size} >= 86400, concat(toString(${integer(sql`floor(${size} / 86400)`)}), '+'), '')`;
  const fraction = sql`if(${size} <> trunc(${size}), right(printf('%.6f', ${size}), 7), '')`;
  const clock = sql`${part(sql`3600`, sql`24`)}, ':', ${part(sql`60`, sql`60`)}, ':', ${part(sql`1`, sql`60`)}`;
  const body = sql`if(${size} < 1e15, concat(${sign}, ${days}, ${clock}, ${fraction}), NULL)`;
  return once(sql`toNullable(${seconds})`, sql`s`, body);
}

/** ClickHouse pads to whole bytes. */
function digitsOf(padded: Sql): Sql {
  return sql`replaceRegexpOne(${padded}, '^0+([0-9A-F])', '\\\\1')`;
}

export const formatPrimitives: Readonly<Record<FormatPrimitive, SqlPrimitive>> = {
  'number.toText': unary(numberToText),
  'number.printf': printNumber,
  'text.printf': (args, exprs) =>
    unary((a) => sql`printf(${quoteText(literalText(exprs, 1))}, ${a})`)(args, exprs),
  'number.hex': unary((a) => sql`concat('0x', ${digitsOf(sql`hex(${integer(a)})`)})`),
  'number.binary': unary((a) => digitsOf(sql`bin(${integer(a)})`)),
  'number.commas': unary(commas),
  'number.duration': unary(duration),
};
