import type { LogicPrimitive } from '../../plan/primitive.ts';
import { binary, chain, type SqlPrimitive, unary } from '../primitive.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { isAbsent, isList, isNullLiteral } from './list-argument.ts';
import { emptyList } from './quote.ts';

/** The first list that is not empty; for scalars ClickHouse's own. */
const coalesce: SqlPrimitive = (args, exprs) => {
  if (!exprs.some(isList)) return sql`coalesce(${joinSql(args, sql`, `)})`;
  const lists = args.filter((_, index) => !isNullLiteral(exprs[index]));
  return lists.reduceRight<Sql>((rest, list) => sql`if(notEmpty(${list}), ${list}, ${rest})`, emptyList);
};

const same: SqlPrimitive = (args, exprs) => {
  const lists = exprs.filter(isList).length;
  if (lists === 0) return binary((a, b) => sql`(${a} <=> ${b})`)(args, exprs);
  const given = args.map((arg, index) => (isNullLiteral(exprs[index]) ? emptyList : arg));
  return binary((a, b) => sql`(${a} = ${b})`)(given, exprs);
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
