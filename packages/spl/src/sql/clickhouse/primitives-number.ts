import type { NumberPrimitive } from '../../plan/primitive.ts';
import { binary, chain, constant, literalValue, type SqlPrimitive, unary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { inList } from './in-list.ts';
import { numberToText } from './numeric-text.ts';
import { once } from './once.ts';

function operator(symbol: Sql): SqlPrimitive {
  return binary((a, b) => sql`(${a} ${symbol} ${b})`);
}

/** NULL outside the domain, where ClickHouse gives NaN. */
function within(domain: (x: Sql) => Sql, make: (x: Sql) => Sql): SqlPrimitive {
  return unary((a) => sql`if(${domain(a)}, ${make(a)}, NULL)`);
}

/** NULL where the divisor is zero. */
function dividing(symbol: Sql): SqlPrimitive {
  return (args, exprs) =>
    binary((a, b) => {
      const divisor = exprs[1];
      const isSafe = divisor?.op === 'literal' && typeof divisor.value === 'number' && divisor.value !== 0;
      return isSafe ? sql`(${a} ${symbol} ${b})` : sql`(${a} ${symbol} nullIf(${b}, 0e0))`;
    })(args, exprs);
}

/** Integers that a double holds exactly and that are not negative; anything else is NULL. */
function bits(a: Sql): Sql {
  return sql`if(${a} = trunc(${a}) AND ${a} BETWEEN 0e0 AND 9007199254740991e0, accurateCastOrNull(${a}, 'Int64'), NULL)`;
}

function bitwise(make: (a: Sql, b: Sql) => Sql): SqlPrimitive {
  return binary((a, b) => sql`toFloat64(${make(bits(a), bits(b))})`);
}

/** Half away from zero on the decimal digits: 2.555 is 2.56 although its double lies below. From 1e15 on there is nothing to round. */
function rounded(number: Sql, places: Sql): Sql {
  const decimal = sql`round(toDecimal256OrNull(${numberToText(sql`x`)}, 30), ${places})`;
  const exact = sql`toFloat64OrNull(toString(${decimal}))`;
  return once(sql`toNullable(${number})`, sql`x`, sql`if(abs(x) < 1e15, coalesce(${exact}, x), x)`);
}

const round: SqlPrimitive = (args, exprs) => {
  const places = exprs[1]?.op === 'literal' ? Number(literalValue(exprs, 1)) : null;
  if (places !== null) {
    return unary((a) => rounded(a, quoteInteger(Math.min(Math.max(places, 0), 30))))(args, exprs);
  }
  return binary(roundDynamic)(args, exprs);
};

/** The places are only known for each row; a double has no more than 17 digits that matter. */
function roundDynamic(number: Sql, places: Sql): Sql {
  const scale = sql`pow(10e0, least(greatest(trunc(${places}), 0e0), 17e0))`;
  const value = sql`sign(${number}) * floor(abs(${number}) * ${scale} + 0.5000000001e0) / ${scale}`;
  return sql`if(isNotNull(${places}), ${value}, NULL)`;
}

const unit = (x: Sql): Sql => sql`${x} BETWEEN -1e0 AND 1e0`;
const finite = (x: Sql): Sql => sql`isFinite(${x})`;

export const numberPrimitives: Readonly<Record<NumberPrimitive, SqlPrimitive>> = {
  'number.eq': operator(sql`=`),
  'number.ne': operator(sql`<>`),
  'number.lt': operator(sql`<`),
  'number.le': operator(sql`<=`),
  'number.gt': operator(sql`>`),
  'number.ge': operator(sql`>=`),
  'number.in': inList,
  'number.add': chain(sql`+`),
  'number.subtract': operator(sql`-`),
  'number.multiply': chain(sql`*`),
  'number.divide': dividing(sql`/`),
  'number.modulo': dividing(sql`%`),
  'number.negate': unary((a) => sql`negate(${a})`),
  'number.abs': unary((a) => sql`abs(${a})`),
  'number.ceiling': unary((a) => sql`ceil(${a})`),
  'number.floor': unary((a) => sql`floor(${a})`),
  'number.truncate': unary((a) => sql`trunc(${a})`),
  'number.sqrt': within(
    (a) => sql`${a} >= 0e0`,
    (a) => sql`sqrt(${a})`,
  ),
  'number.exp': unary((a) => sql`exp(${a})`),
  'number.ln': within(
    (a) => sql`${a} > 0e0`,
    (a) => sql`log(${a})`,
  ),
  'number.log': binary(
    (a, base) =>
      sql`if(${a} > 0e0 AND ${base} > 0e0 AND ${base} <> 1e0, multiIf(${base} = 10e0, log10(${a}), ${base} = 2e0, log2(${a}), log(${a}) / log(${base})), NULL)`,
  ),
  'number.pow': binary((a, b) => sql`pow(${a}, ${b})`),
  'number.round': round,
  'number.least': (args) => sql`least(${joinSql(args, sql`, `)})`,
  'number.greatest': (args) => sql`greatest(${joinSql(args, sql`, `)})`,
  'number.sin': within(finite, (a) => sql`sin(${a})`),
  'number.cos': within(finite, (a) => sql`cos(${a})`),
  'number.tan': within(finite, (a) => sql`tan(${a})`),
  'number.asin': within(unit, (a) => sql`asin(${a})`),
  'number.acos': within(unit, (a) => sql`acos(${a})`),
  'number.atan': unary((a) => sql`atan(${a})`),
  'number.atan2': binary((a, b) => sql`atan2(${a}, ${b})`),
  'number.sinh': unary((a) => sql`sinh(${a})`),
  'number.cosh': unary((a) => sql`cosh(${a})`),
  'number.tanh': unary((a) => sql`tanh(${a})`),
  'number.asinh': unary((a) => sql`asinh(${a})`),
  'number.acosh': within(
    (a) => sql`${a} >= 1e0`,
    (a) => sql`acosh(${a})`,
  ),
  'number.atanh': within(
    (a) => sql`${a} > -1e0 AND ${a} < 1e0`,
    (a) => sql`atanh(${a})`,
  ),
  'number.hypot': binary((a, b) => sql`sqrt(${a} * ${a} + ${b} * ${b})`),
  'bits.and': bitwise((a, b) => sql`bitAnd(${a}, ${b})`),
  'bits.or': bitwise((a, b) => sql`bitOr(${a}, ${b})`),
  'bits.xor': bitwise((a, b) => sql`bitXor(${a}, ${b})`),
  'bits.shiftLeft': binary((a, b) => sql`(toFloat64(${bits(a)}) * pow(2e0, toFloat64(${bits(b)})))`),
  'bits.shiftRight': binary((a, b) => sql`floor(toFloat64(${bits(a)}) / pow(2e0, toFloat64(${bits(b)})))`),
  'number.random': constant(() => sql`floor(toFloat64(rand()) / 2e0)`),
  'number.clock': constant(() => sql`toFloat64(now64(6))`),
};
