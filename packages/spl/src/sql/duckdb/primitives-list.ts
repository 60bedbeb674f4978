import type { ListPrimitive } from '../../plan/primitive.ts';
import { exactText } from '../exact-text.ts';
import { binary, isLiteral, literalValue, type SqlPrimitive, ternary, unary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { looksNumeric } from './numeric-text.ts';
import { quoteText } from './quote.ts';

const empty = sql`CAST([] AS VARCHAR[])`;

/** SPL knows no empty list. */
function orNull(list: Sql): Sql {
  return sql`nullif(${list}, ${empty})`;
}

function present(list: Sql): Sql {
  return sql`list_filter(${list}, lambda e: e IS NOT NULL)`;
}

/** Writes a list expression only once, however often the body uses it. */
function once(list: Sql, body: (list: Sql) => Sql): Sql {
  return sql`list_transform([${list}], lambda l: ${body(sql`l`)})[1]`;
}

/** The 1-based position of a 0-based index that may count from the end; NULL out of range. */
function indexOf(list: Sql, index: Sql): Sql {
  return sql`CASE WHEN ${index} >= 0e0 AND ${index} < len(${list}) THEN CAST(trunc(${index}) AS BIGINT) + 1 WHEN ${index} < 0e0 AND ${index} >= -len(${list}) THEN len(${list}) + CAST(trunc(${index}) AS BIGINT) + 1 END`;
}

/** DuckDB's own indexing counts from 1 and from the end alike, and gives NULL out of range. */
const at: SqlPrimitive = (args, exprs) => {
  const [, asked] = exprs;
  // Where something was found is a whole number from 0: the index is written once.
  if (asked?.op === 'call' && asked.fn === 'list.find')
    return binary((list, index) => sql`${list}[CAST(${index} AS BIGINT) + 1]`)(args, exprs);
  if (!isLiteral(exprs[1]))
    return binary((list, index) => sql`${list}[${indexOf(list, index)}]`)(args, exprs);
  const index = Number(literalValue(exprs, 1) ?? Number.NaN);
  if (!(Math.abs(index) < 2 ** 31)) return sql`CAST(NULL AS VARCHAR)`;
  return unary((list) => sql`${list}[${quoteInteger(index < 0 ? index : Math.trunc(index) + 1)}]`)(
    args,
    exprs,
  );
};

/** A whole value is found without a look at each one by itself. */
const find: SqlPrimitive = (args, exprs) => {
  const text = exactText(exprs[1]);
  return binary((list, lambda) =>
    text === null
      ? sql`CAST(list_position(list_transform(${list}, ${lambda}), true) - 1 AS DOUBLE)`
      : sql`CAST(list_position(${list}, ${quoteText(text)}) - 1 AS DOUBLE)`,
  )(args, exprs);
};

function slice(list: Sql, first: Sql, last: Sql): Sql {
  const from = indexOf(list, first);
  const to = indexOf(list, last);
  return orNull(sql`CASE WHEN ${from} IS NOT NULL AND ${to} IS NOT NULL THEN ${list}[${from}:${to}] END`);
}

function numbersOf(list: Sql): Sql {
  return sql`list_transform(list_filter(${list}, lambda e: ${looksNumeric(sql`e`)}), lambda e: TRY_CAST(e AS DOUBLE))`;
}

function textsOf(list: Sql): Sql {
  return sql`list_filter(${list}, lambda e: NOT ${looksNumeric(sql`e`)})`;
}

/** `array_to_string` takes only a constant delimiter. */
const join: SqlPrimitive = (args, exprs) =>
  binary((list, delimiter) =>
    isLiteral(exprs[1])
      ? sql`array_to_string(${list}, ${delimiter})`
      : sql`CASE WHEN ${delimiter} IS NOT NULL THEN list_reduce(${list}, lambda a, b: a || ${delimiter} || b) END`,
  )(args, exprs);

/** More values than this are taken for a mistake; they would only fill the memory. */
const rangeLimit = sql`1000000e0`;

const range = ternary((from, to, step) => {
  const values = sql`list_transform(range(CAST(ceil((${to} - ${from}) / nullif(${step}, 0e0)) AS BIGINT)), lambda i: regexp_replace(CAST(${from} + i * ${step} AS VARCHAR), '\\.0$', ''))`;
  return sql`CASE WHEN (${to} - ${from}) / nullif(${step}, 0e0) BETWEEN 0e0 AND ${rangeLimit} THEN ${orNull(values)} END`;
});

export const listPrimitives: Readonly<Record<ListPrimitive, SqlPrimitive>> = {
  'list.of': (args) =>
    args.length === 1
      ? unary((a) => sql`CASE WHEN ${a} IS NOT NULL THEN [${a}] END`)(args, [])
      : orNull(present(sql`[${joinSql(args, sql`, `)}]`)),
  'list.any': binary((list, lambda) => sql`list_bool_or(list_transform(${list}, ${lambda}))`),
  'list.contains': binary((list, text) => sql`list_contains(${list}, ${text})`),
  'list.map': binary((list, lambda) => orNull(present(sql`list_transform(${list}, ${lambda})`))),
  'list.flatMap': binary((list, lambda) =>
    orNull(sql`flatten(${present(sql`list_transform(${list}, ${lambda})`)})`),
  ),
  'list.mapNumbers': binary((list, lambda) => sql`list_transform(${list}, ${lambda})`),
  'list.filter': binary((list, lambda) => orNull(sql`list_filter(${list}, ${lambda})`)),
  'list.find': find,
  'list.first': unary((list) => sql`${list}[1]`),
  'list.single': unary((list) => once(list, (l) => sql`CASE WHEN len(${l}) = 1 THEN ${l}[1] END`)),
  'list.length': unary((list) => sql`CAST(len(${list}) AS DOUBLE)`),
  'list.at': at,
  'list.slice': ternary((list, first, last) => once(list, (l) => slice(l, first, last))),
  'list.take': binary((list, count) => sql`(${list})[1:CAST(${count} AS BIGINT)]`),
  'list.join': join,
  'list.concat': (args) => orNull(sql`list_concat(${joinSql(args, sql`, `)})`),
  'list.distinct': unary((list) =>
    once(list, (l) => sql`list_filter(${l}, lambda e, i: list_position(${l}, e) = i)`),
  ),
  'list.sort': unary((list) => sql`list_sort(${list})`),
  'list.reverse': unary((list) => sql`list_reverse(${list})`),
  'list.zip': ternary((a, b, delimiter) =>
    orNull(sql`list_transform(list_zip(${a}, ${b}, true), lambda p: p[1] || ${delimiter} || p[2])`),
  ),
  'list.range': range,
  'list.minNumber': unary((list) => sql`list_min(${numbersOf(list)})`),
  'list.maxNumber': unary((list) => sql`list_max(${numbersOf(list)})`),
  'list.sum': unary((list) => sql`list_sum(${numbersOf(list)})`),
  'list.average': unary((list) => sql`list_avg(${numbersOf(list)})`),
  'list.minText': unary((list) => sql`list_min(${textsOf(list)})`),
  'list.maxText': unary((list) => sql`list_max(${textsOf(list)})`),
};
