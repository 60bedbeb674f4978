import type { LogicPrimitive } from '../../plan/primitive.ts';
import { binary, chain, type SqlPrimitive, unary } from '../primitive.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { isAbsent, isList } from './list-argument.ts';
import { emptyList } from './quote.ts';

/** The first list that is not empty; for scalars ClickHouse's own. What is always NULL has no type that fits, and no say. */
const coalesce: SqlPrimitive = (args, exprs) => {
  const values = args.filter((_, index) => exprs[index]?.type !== 'null');
  if (values.length === 0) return args[0] ?? sql`NULL`;
  if (!exprs.some(isList)) return sql`coalesce(${joinSql(values, sql`, `)})`;
  return values.reduceRight<Sql>((rest, list) => sql`if(notEmpty(${list}), ${list}, ${rest})`, emptyList);
};

const same: SqlPrimitive = (args, exprs) => {
  const untyped = exprs.findIndex(({ type }) => type === 'null');
  if (untyped >= 0) return isAbsent(args[1 - untyped] ?? sql`NULL`, exprs[1 - untyped]);
  return binary((a, b) => (exprs.some(isList) ? sql`(${a} = ${b})` : sql`(${a} <=> ${b})`))(args, exprs);
};

export const logicPrimitives: Readonly<Record<LogicPrimitive, SqlPrimitive>> = {
  and: chain(sql`AND`),
  or: chain(sql`OR`),
  not: unary((a) => sql`(NOT ${a})`),
  xor: binary((a, b) => sql`(${a} <> ${b})`),
  isNull: (args, exprs) => unary((a) => isAbsent(a, exprs[0]))(args, exprs),
  isNotNull: (args, exprs) => unary((a) => sql`(NOT ${isAbsent(a, exprs[0])})`)(args, exprs),
  isTrue: unary((a) => sql`ifNull(${a}, false)`),
  isNotTrue: unary((a) => sql`(NOT ifNull(${a}, false))`),
  same,
  'boolean.eq': binary((a, b) => sql`(${a} = ${b})`),
  coalesce,
  let: binary((value, lambda) => sql`arrayMap(${lambda}, [${value}])[1]`),
};
