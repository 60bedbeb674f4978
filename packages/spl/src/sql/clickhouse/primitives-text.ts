import type { PlanExpr } from '../../plan/expr.ts';
import type { TextPrimitive } from '../../plan/primitive.ts';
import {
  binary,
  isLiteral,
  literalList,
  literalText,
  type SqlPrimitive,
  ternary,
  unary,
} from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { inList } from './in-list.ts';
import { isNullLiteral } from './list-argument.ts';
import { integer, looksNumeric, toNumber } from './numeric-text.ts';
import { once } from './once.ts';
import { isIpv4 } from './primitives-address.ts';
import { quoteList, quoteText } from './quote.ts';

function operator(symbol: Sql): SqlPrimitive {
  return binary((a, b) => sql`(${a} ${symbol} ${b})`);
}

/** Positions outside 32 bits mean the same as the outermost inside; least and greatest skip NULL. */
function position(number: Sql, expr: PlanExpr | undefined): Sql {
  if (expr?.op === 'literal' && typeof expr.value === 'number') {
    return quoteInteger(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(expr.value))));
  }
  const bounded = sql`greatest(least(${number}, 2147483647e0), -2147483648e0)`;
  return sql`if(isNull(${number}), NULL, ${integer(bounded)})`;
}

/** A start before the text begins with its first character; position 0 lies one before it and uses up one of the count. */
const substring: SqlPrimitive = (args, exprs) => {
  const isRest = isNullLiteral(exprs[2]);
  return ternary((text, start, taken) => {
    const from = sql`multiIf(p > 0, p, p < 0, greatest(toInt64(lengthUTF8(${text})) + p, 0) + 1, 1)`;
    const count = sql`${position(taken, exprs[2])} - if(p = 0, 1, 0)`;
    const length = isRest ? sql`2147483647` : sql`greatest(c, 0)`;
    const cut = sql`if(isNull(c) OR isNull(p), NULL, substringUTF8(${text}, ${from}, ${length}))`;
    const body = once(sql`toNullable(${isRest ? sql`0` : count})`, sql`c`, cut);
    return once(sql`toNullable(${position(start, exprs[1])})`, sql`p`, body);
  })(args, exprs);
};

/** The characters as a class of a pattern. */
function classOf(characters: Sql, expr: PlanExpr | undefined): Sql {
  if (expr?.op === 'literal') {
    return quoteText(`[${String(expr.value ?? '').replace(/[\\^\][-]/g, '\\$&')}]`);
  }
  return sql`concat('[', replaceRegexpAll(${characters}, '([\\\\\\\\^\\\\]\\\\[-])', '\\\\\\\\\\\\1'), ']')`;
}

function trimming(sides: readonly ('left' | 'right')[]): SqlPrimitive {
  return (args, exprs) =>
    binary((text, characters) => {
      const set = classOf(characters, exprs[1]);
      let trimmed = text;
      if (sides.includes('left')) trimmed = sql`replaceRegexpOne(${trimmed}, concat('^', ${set}, '+'), '')`;
      if (sides.includes('right')) trimmed = sql`replaceRegexpOne(${trimmed}, concat(${set}, '+$'), '')`;
      return sql`if(${characters} = '', ${text}, ${trimmed})`;
    })(exprs[1]?.op === 'literal' && exprs[1].value === '' ? [args[0] ?? sql`NULL`, sql`''`] : args, exprs);
}

/** ClickHouse looks for at most 255 words at a time. */
const containsAny: SqlPrimitive = (args, exprs) => {
  const words = literalList(exprs, 1);
  const tests: Sql[] = [];
  for (let first = 0; first < words.length; first += 255) {
    tests.push(sql`multiSearchAny(${args[0] ?? sql`NULL`}, ${quoteList(words.slice(first, first + 255))})`);
  }
  return sql`((${joinSql(tests, sql` OR `)}) = 1)`;
};

/** `*` becomes `%`; characters that LIKE would read as its own are escaped. */
const wildcard: SqlPrimitive = (args, exprs) => {
  if (isLiteral(exprs[1])) {
    const pattern = literalText(exprs, 1)
      .replace(/[\\%_]/g, '\\$&')
      .replaceAll('*', '%');
    return unary((text) => sql`(${text} LIKE ${quoteText(pattern)})`)(args, exprs);
  }
  return binary(
    (text, pattern) =>
      sql`(${text} LIKE replaceAll(replaceRegexpAll(${pattern}, '([\\\\\\\\%_])', '\\\\\\\\\\\\1'), '*', '%'))`,
  )(args, exprs);
};

/** In ClickHouse's LIKE a backslash escapes; here nothing does. */
const like: SqlPrimitive = (args, exprs) =>
  binary((text, pattern) =>
    isLiteral(exprs[1])
      ? sql`(${text} LIKE ${quoteText(literalText(exprs, 1).replaceAll('\\', '\\\\'))})`
      : sql`(${text} LIKE replaceAll(${pattern}, '\\\\', '\\\\\\\\'))`,
  )(args, exprs);

/** Separators of splitByString are constants, so that any other is first made one: a text that no log holds. */
const mark = quoteText('\uFFFF\u0001\uFFFF');

const split: SqlPrimitive = (args, exprs) =>
  binary((text, delimiter) => {
    const characters = sql`extractAll(t, '(?s).')`;
    const given = sql`assumeNotNull(t)`;
    const parts = isLiteral(exprs[1])
      ? literalText(exprs, 1) === ''
        ? characters
        : sql`splitByString(${delimiter}, ${given})`
      : sql`if(${delimiter} = '', ${characters}, splitByString(${mark}, replaceAll(${given}, assumeNotNull(${delimiter}), ${mark})))`;
    const isMissing = isLiteral(exprs[1]) ? sql`isNull(t)` : sql`isNull(t) OR isNull(${delimiter})`;
    return once(sql`toNullable(${text})`, sql`t`, sql`if(${isMissing}, [], ${parts})`);
  })(args, exprs);

/** Adds up the digits, exact to 2^53. */
const parseInteger = binary((text, base) => {
  const lower = sql`lower(${text})`;
  const plain = sql`if(${base} = 16e0, replaceRegexpOne(${lower}, '^([+-]?)0x', '\\\\1'), ${lower})`;
  const digits = sql`extract(${plain}, '^[+-]?([0-9a-z]{1,200})$')`;
  const values = sql`arrayMap(c -> toFloat64(position('0123456789abcdefghijklmnopqrstuvwxyz', c) - 1), extractAll(assumeNotNull(d), '.'))`;
  const sum = sql`arrayFold((acc, x) -> acc * assumeNotNull(${base}) + x, v, 0e0)`;
  const signed = sql`${sum} * if(startsWith(assumeNotNull(${text}), '-'), -1e0, 1e0)`;
  const body = once(values, sql`v`, sql`if(notEmpty(v) AND arrayMax(v) < ${base}, ${signed}, NULL)`);
  return once(sql`toNullable(${digits})`, sql`d`, sql`if(isNull(d) OR isNull(${base}), NULL, ${body})`);
});

export const textPrimitives: Readonly<Record<TextPrimitive, SqlPrimitive>> = {
  'text.translate': ternary((text, from, to) => sql`translateUTF8(${text}, ${from}, ${to})`),
  'text.equal': operator(sql`=`),
  'text.unequal': operator(sql`<>`),
  'text.lt': operator(sql`<`),
  'text.le': operator(sql`<=`),
  'text.gt': operator(sql`>`),
  'text.ge': operator(sql`>=`),
  'text.in': inList,
  'text.looksNumeric': unary(looksNumeric),
  'text.toNumber': unary(toNumber),
  'text.castNumber': unary((a) => sql`toFloat64OrNull(${a})`),
  'text.parseInteger': parseInteger,
  lower: unary((a) => sql`lowerUTF8(${a})`),
  upper: unary((a) => sql`upperUTF8(${a})`),
  'text.length': unary((a) => sql`toFloat64(lengthUTF8(${a}))`),
  'text.substring': substring,
  'text.trim': trimming(['left', 'right']),
  'text.trimLeft': trimming(['left']),
  'text.trimRight': trimming(['right']),
  'text.concat': (args) =>
    args.length === 1 ? (args[0] ?? sql`''`) : sql`concat(${joinSql(args, sql`, `)})`,
  'text.like': like,
  'text.containsAny': containsAny,
  'text.mayContainAny': (args, exprs) =>
    containsAny([sql`lowerUTF8(${args[0] ?? sql`NULL`})`, ...args.slice(1)], exprs),
  'text.wildcard': wildcard,
  'text.split': split,
  'text.md5': unary((a) => sql`lower(hex(MD5(${a})))`),
  'text.sha1': unary((a) => sql`lower(hex(SHA1(${a})))`),
  'text.sha256': unary((a) => sql`lower(hex(SHA256(${a})))`),
  'text.urlDecode': unary((a) =>
    once(sql`toNullable(decodeURLComponent(${a}))`, sql`u`, sql`if(isValidUTF8(u), u, NULL)`),
  ),
  'sort.kind': unary(
    (a) => sql`multiIf(isNull(${a}), NULL, ${looksNumeric(a)}, 0e0, ${isIpv4(a)}, 1e0, 2e0)`,
  ),
};
