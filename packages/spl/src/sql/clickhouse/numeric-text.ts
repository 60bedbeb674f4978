import { type Sql, sql } from '../sql.ts';
import { once } from './once.ts';
import { quoteText } from './quote.ts';

const decimalPattern = quoteText('^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$');

/** True for text that looks like a decimal number. Signs, the point and digits sort before `:`, which spares most texts the regular expression. */
export function looksNumeric(text: Sql): Sql {
  return sql`(${text} < ':' AND match(${text}, ${decimalPattern}))`;
}

/** The number of a text, NULL unless it looks like one. `extract` gives the empty text where the pattern does not fit. */
export function toNumber(text: Sql): Sql {
  return sql`toFloat64OrNull(extract(${text}, ${quoteText('^([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)$')}))`;
}

/** A whole number for conversions that have no fraction; NULL outside 64 bits. */
export function integer(number: Sql): Sql {
  return sql`accurateCastOrNull(trunc(${number}), 'Int64')`;
}

/** Significant digits of a plain decimal text, and the exponent of the first one, as `1.5e-07`. */
function scientific(digits: Sql, exponent: Sql): Sql {
  const mantissa = sql`replaceRegexpOne(concat(substring(${digits}, 1, 1), '.', substring(${digits}, 2)), '\\\\.?0*$', '')`;
  return sql`concat(${mantissa}, if(${exponent} < 0, 'e-', 'e+'), leftPad(toString(abs(${exponent})), 2, '0'))`;
}

/**
 * Integers below 1e16 without a fraction, else the shortest form that reads back, as `1e+20` and `1.5e-07`. ClickHouse
 * writes the shortest digits too, but an exponent only from 1e21 on and below 1e-6, and without padding.
 */
export function numberToText(number: Sql): Sql {
  const text = sql`toString(abs(n))`;
  const large = scientific(text, sql`toInt32(length(${text}) - 1)`);
  const zeros = sql`length(extract(${text}, '^0\\\\.(0*)'))`;
  const small = scientific(sql`substring(${text}, 3 + ${zeros})`, sql`(-1 - toInt32(${zeros}))`);
  const padded = sql`replaceRegexpOne(replaceRegexpOne(${text}, 'e([0-9])', 'e+\\\\1'), 'e([+-])([0-9])$', 'e\\\\10\\\\2')`;
  const size = sql`multiIf(position(${text}, 'e') > 0, ${padded}, isFinite(n) AND abs(n) >= 1e16, ${large}, n != 0 AND abs(n) < 1e-4, ${small}, ${text})`;
  return once(sql`toNullable(${number})`, sql`n`, sql`concat(if(n < 0, '-', ''), ${size})`);
}
