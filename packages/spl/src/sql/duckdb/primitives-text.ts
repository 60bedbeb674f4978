import type { PlanExpr } from '../../plan/expr.ts';
import type { TextPrimitive } from '../../plan/primitive.ts';
import {
  binary,
  chain,
  inList,
  isLiteral,
  literalList,
  literalText,
  type SqlPrimitive,
  ternary,
  unary,
} from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { type Sql, sql } from '../sql.ts';
import { looksNumeric, toNumber } from './numeric-text.ts';
import { isIpv4 } from './primitives-address.ts';
import { quoteText } from './quote.ts';

function operator(symbol: Sql): SqlPrimitive {
  return binary((a, b) => sql`(${a} ${symbol} ${b})`);
}

/** DuckDB refuses positions outside 32 bits; its least and greatest skip NULL. */
function position(number: Sql, expr: PlanExpr | undefined): Sql {
  if (expr?.op === 'literal' && typeof expr.value === 'number') {
    return quoteInteger(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(expr.value))));
  }
  return sql`CASE WHEN ${number} IS NOT NULL THEN CAST(greatest(least(trunc(${number}), 2147483647e0), -2147483648e0) AS BIGINT) END`;
}

/** A negative length takes nothing. */
function count(number: Sql, expr: PlanExpr | undefined): Sql {
  const places = position(number, expr);
  return expr?.op === 'literal' ? places : sql`CASE WHEN ${number} < 0e0 THEN 0 ELSE ${places} END`;
}

const substring: SqlPrimitive = (args, exprs) => {
  const length = exprs[2];
  if (length?.op === 'literal' && (length.value === null || Number(length.value) < 0)) {
    const rest = length.value === null;
    return binary((text, start) =>
      rest
        ? sql`substring(${text}, ${position(start, exprs[1])})`
        : sql`substring(${text}, ${position(start, exprs[1])}, 0)`,
    )(args, exprs);
  }
  return ternary(
    (text, start, taken) => sql`substring(${text}, ${position(start, exprs[1])}, ${count(taken, length)})`,
  )(args, exprs);
};

/** One pass of RE2 takes half the time of a LIKE for each of six words (measured: 130 against 286 ms a million texts). */
function anyWord(exprs: readonly PlanExpr[]): string {
  return literalList(exprs, 1)
    .map((word) => word.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&'))
    .join('|');
}

const containsAny: SqlPrimitive = (args, exprs) =>
  unary((text) => sql`regexp_matches(${text}, ${quoteText(anyWord(exprs))})`)(args, exprs);

/** RE2 folds the Kelvin sign to `k` but not the dotted capital I to `i`, as `lower` does. */
const mayContainAny: SqlPrimitive = (args, exprs) => {
  const pattern = `(?i)${anyWord(exprs).replaceAll('i', '[i\u0130]')}`;
  return unary((text) => sql`regexp_matches(${text}, ${quoteText(pattern)})`)(args, exprs);
};

/** `*` becomes `%`; characters that LIKE would read as wildcards are escaped. */
const wildcard: SqlPrimitive = (args, exprs) => {
  if (isLiteral(exprs[1])) return literalWildcard(literalText(exprs, 1))(args, exprs);
  return binary(
    (text, pattern) =>
      sql`(${text} LIKE replace(replace(replace(replace(${pattern}, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%') ESCAPE '\\')`,
  )(args, exprs);
};

function literalWildcard(pattern: string): SqlPrimitive {
  return unary((text) => {
    if (!/[%_]/.test(pattern)) return sql`(${text} LIKE ${quoteText(pattern.replaceAll('*', '%'))})`;
    const escaped = pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
    return sql`(${text} LIKE ${quoteText(escaped)} ESCAPE '\\')`;
  });
}

/** DuckDB has bases only for literals of its own; this one adds up the digits and stays exact to 2^53. */
const parseInteger = binary((text, base) => {
  const digits = sql`regexp_extract(lower(${text}), '^[+-]?(?:0x)?([0-9a-z]{1,200})$', 1)`;
  const hexPrefix = sql`(CASE WHEN ${base} = 16e0 THEN regexp_replace(lower(${text}), '^([+-]?)0x', '\\1') ELSE lower(${text}) END)`;
  const values = sql`list_transform(string_split(regexp_extract(${hexPrefix}, '^[+-]?([0-9a-z]{1,200})$', 1), ''), lambda d: CAST(strpos('0123456789abcdefghijklmnopqrstuvwxyz', d) - 1 AS DOUBLE))`;
  return sql`CASE WHEN ${digits} <> '' AND list_max(${values}) < ${base} THEN list_reduce(${values}, lambda sum, d: sum * ${base} + d) * CASE WHEN ${text} LIKE '-%' THEN -1e0 ELSE 1e0 END END`;
});

export const textPrimitives: Readonly<Record<TextPrimitive, SqlPrimitive>> = {
  'text.translate': ternary((text, from, to) => sql`translate(${text}, ${from}, ${to})`),
  'text.equal': operator(sql`=`),
  'text.unequal': operator(sql`<>`),
  'text.lt': operator(sql`<`),
  'text.le': operator(sql`<=`),
  'text.gt': operator(sql`>`),
  'text.ge': operator(sql`>=`),
  'text.in': inList,
  'text.looksNumeric': unary(looksNumeric),
  'text.toNumber': (args, exprs) => unary((a) => toNumber(a, exprs[0]))(args, exprs),
  'text.castNumber': unary((a) => sql`TRY_CAST(${a} AS DOUBLE)`),
  'text.parseInteger': parseInteger,
  lower: unary((a) => sql`lower(${a})`),
  upper: unary((a) => sql`upper(${a})`),
  'text.length': unary((a) => sql`CAST(length(${a}) AS DOUBLE)`),
  'text.substring': substring,
  'text.trim': binary((text, characters) => sql`trim(${text}, ${characters})`),
  'text.trimLeft': binary((text, characters) => sql`ltrim(${text}, ${characters})`),
  'text.trimRight': binary((text, characters) => sql`rtrim(${text}, ${characters})`),
  'text.concat': chain(sql`||`),
  'text.like': binary((text, pattern) => sql`(${text} LIKE ${pattern})`),
  'text.containsAny': containsAny,
  'text.mayContainAny': mayContainAny,
  'text.wildcard': wildcard,
  'text.split': binary((text, delimiter) => sql`string_split(${text}, ${delimiter})`),
  'text.md5': unary((a) => sql`md5(${a})`),
  'text.sha1': unary((a) => sql`sha1(${a})`),
  'text.sha256': unary((a) => sql`sha256(${a})`),
  'text.urlDecode': unary((a) => sql`TRY(url_decode(${a}))`),
  'sort.kind': unary(
    (a) =>
      sql`CASE WHEN ${looksNumeric(a)} THEN 0e0 WHEN ${isIpv4(a)} THEN 1e0 WHEN ${a} IS NOT NULL THEN 2e0 END`,
  ),
};
