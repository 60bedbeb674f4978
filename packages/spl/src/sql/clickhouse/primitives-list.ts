import type { ListPrimitive } from '../../plan/primitive.ts';
import { exactText } from '../exact-text.ts';
import { binary, isLiteral, literalValue, type SqlPrimitive, ternary, unary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { looksNumeric, numberToText } from './numeric-text.ts';
import { once } from './once.ts';
import { emptyList, quoteText } from './quote.ts';

/** The values that are not NULL, as a list of texts. */
function present(values: Sql): Sql {
  return sql`CAST(arrayFilter(e -> isNotNull(e), ${values}) AS Array(String))`;
}

/** The 1-based position of a 0-based index that may count from the end; NULL out of range. `l` names the list. */
function indexOf(index: Sql): Sql {
  const size = sql`toInt64(length(l))`;
  const place = sql`accurateCastOrNull(trunc(${index}), 'Int64')`;
  return sql`multiIf(${index} >= 0e0 AND ${index} < ${size}, ${place} + 1, ${index} < 0e0 AND ${index} >= -${size}, ${size} + ${place} + 1, NULL)`;
}

const at: SqlPrimitive = (args, exprs) => {
  if (!isLiteral(exprs[1])) {
    const element = sql`if(isNull(i), NULL, arrayElementOrNull(l, assumeNotNull(i)))`;
    return binary((list, index) => once(list, sql`l`, once(indexOf(index), sql`i`, element)))(args, exprs);
  }
  const index = Number(literalValue(exprs, 1) ?? Number.NaN);
  if (!(Math.abs(index) < 2 ** 31)) return sql`CAST(NULL AS Nullable(String))`;
  const place = quoteInteger(index < 0 ? index : Math.trunc(index) + 1);
  return unary((list) => sql`arrayElementOrNull(${list}, ${place})`)(args, exprs);
};

const slice = ternary((list, first, last) => {
  const cut = sql`if(isNull(f) OR isNull(g), ${emptyList}, arraySlice(l, assumeNotNull(f), greatest(assumeNotNull(g) - assumeNotNull(f) + 1, 0)))`;
  return once(list, sql`l`, once(indexOf(first), sql`f`, once(indexOf(last), sql`g`, cut)));
});

function numbersOf(list: Sql): Sql {
  return sql`arrayMap(e -> assumeNotNull(toFloat64OrNull(e)), arrayFilter(e -> ${looksNumeric(sql`e`)}, ${list}))`;
}

function textsOf(list: Sql): Sql {
  return sql`arrayFilter(e -> NOT ${looksNumeric(sql`e`)}, ${list})`;
}

/** An aggregate over a list, NULL over an empty one. */
function over(name: Sql, list: (given: Sql) => Sql): SqlPrimitive {
  return unary((given) => sql`arrayReduce(${name}, ${list(given)})`);
}

/** More values than this are taken for a mistake; they would only fill the memory. */
const rangeLimit = sql`1000000e0`;

const range = ternary((from, to, step) => {
  const count = sql`ceil((${to} - ${from}) / nullIf(${step}, 0e0))`;
  const value = numberToText(sql`assumeNotNull(${from}) + i * assumeNotNull(${step})`);
  const values = sql`CAST(arrayMap(i -> assumeNotNull(${value}), range(toUInt32(assumeNotNull(n)))) AS Array(String))`;
  return once(
    sql`toNullable(${count})`,
    sql`n`,
    sql`if(n BETWEEN 0e0 AND ${rangeLimit}, ${values}, ${emptyList})`,
  );
});

const any = binary((list, lambda) => {
  const body = sql`multiIf(arrayExists(e -> ifNull(e, false), m), true, arrayAll(e -> isNull(e), m), NULL, false)`;
  return once(sql`arrayMap(${lambda}, ${list})`, sql`m`, body);
});

const join: SqlPrimitive = (args, exprs) => {
  const [list, delimiter] = args;
  const body = isLiteral(exprs[1])
    ? sql`arrayStringConcat(l, ${delimiter ?? sql`''`})`
    : sql`arrayFold((acc, e) -> concat(acc, assumeNotNull(${delimiter ?? sql`''`}), e), arraySlice(l, 2), l[1])`;
  const isMissing = isLiteral(exprs[1]) ? sql`empty(l)` : sql`empty(l) OR isNull(${delimiter ?? sql`NULL`})`;
  return once(list ?? emptyList, sql`l`, sql`if(${isMissing}, NULL, ${body})`);
};

const zip = ternary((a, b, delimiter) => {
  const pairs = sql`arrayMap((x, y) -> concat(x, assumeNotNull(${delimiter}), y), arraySlice(l, 1, least(length(l), length(r))), arraySlice(r, 1, least(length(l), length(r))))`;
  return once(a, sql`l`, once(b, sql`r`, sql`if(isNull(${delimiter}), ${emptyList}, ${pairs})`));
});

export const listPrimitives: Readonly<Record<ListPrimitive, SqlPrimitive>> = {
  'list.of': (args) => present(sql`[${joinSql(args, sql`, `)}]`),
  'list.any': any,
  'list.contains': binary((list, text) =>
    once(list, sql`l`, sql`if(empty(l) OR isNull(${text}), NULL, has(l, assumeNotNull(${text})))`),
  ),
  'list.map': binary((list, lambda) => present(sql`arrayMap(${lambda}, ${list})`)),
  'list.flatMap': binary((list, lambda) => sql`arrayFlatten(arrayMap(${lambda}, ${list}))`),
  'list.mapNumbers': binary(
    (list, lambda) => sql`CAST(arrayMap(${lambda}, ${list}) AS Array(Nullable(Float64)))`,
  ),
  'list.filter': binary((list, lambda) => {
    const pairs = sql`arrayZip(l, arrayMap(${lambda}, l))`;
    return once(list, sql`l`, sql`arrayMap(e -> e.1, arrayFilter(e -> ifNull(e.2, false), ${pairs}))`);
  }),
  'list.find': (args, exprs) => {
    const text = exactText(exprs[1]);
    return binary((list, lambda) => {
      const hits = sql`arrayMap(e -> ifNull(e, false), arrayMap(${lambda}, ${list}))`;
      const found = text === null ? sql`indexOf(${hits}, true)` : sql`indexOf(${list}, ${quoteText(text)})`;
      return sql`(nullIf(toFloat64(${found}), 0e0) - 1e0)`;
    })(args, exprs);
  },
  'list.first': unary((list) => sql`arrayElementOrNull(${list}, 1)`),
  'list.single': unary((list) => once(list, sql`l`, sql`if(length(l) = 1, arrayElementOrNull(l, 1), NULL)`)),
  'list.length': unary((list) => sql`nullIf(toFloat64(length(${list})), 0e0)`),
  'list.at': at,
  'list.slice': slice,
  'list.take': binary(
    (list, count) => sql`arraySlice(${list}, 1, toInt64(assumeNotNull(greatest(${count}, 0e0))))`,
  ),
  'list.join': join,
  'list.concat': (args) => sql`arrayConcat(${joinSql(args, sql`, `)})`,
  'list.distinct': unary((list) => sql`arrayDistinct(${list})`),
  'list.sort': unary((list) => sql`arraySort(${list})`),
  'list.reverse': unary((list) => sql`arrayReverse(${list})`),
  'list.zip': zip,
  'list.range': range,
  'list.minNumber': over(sql`'minOrNull'`, numbersOf),
  'list.maxNumber': over(sql`'maxOrNull'`, numbersOf),
  'list.sum': over(sql`'sumOrNull'`, numbersOf),
  'list.average': over(sql`'avgOrNull'`, numbersOf),
  'list.minText': over(sql`'minOrNull'`, textsOf),
  'list.maxText': over(sql`'maxOrNull'`, textsOf),
};
