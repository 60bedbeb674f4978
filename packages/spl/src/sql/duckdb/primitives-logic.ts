import type { LogicPrimitive } from '../../plan/primitive.ts';
import { binary, chain, type SqlPrimitive, unary } from '../primitive.ts';
import { joinSql, sql } from '../sql.ts';

export const logicPrimitives: Readonly<Record<LogicPrimitive, SqlPrimitive>> = {
  and: chain(sql`AND`),
  or: chain(sql`OR`),
  not: unary((a) => sql`(NOT ${a})`),
  xor: binary((a, b) => sql`(${a} <> ${b})`),
  isNull: unary((a) => sql`(${a} IS NULL)`),
  isNotNull: unary((a) => sql`(${a} IS NOT NULL)`),
  isTrue: unary((a) => sql`(${a} IS TRUE)`),
  isNotTrue: unary((a) => sql`(${a} IS NOT TRUE)`),
  same: binary((a, b) => sql`(${a} IS NOT DISTINCT FROM ${b})`),
  'boolean.eq': binary((a, b) => sql`(${a} = ${b})`),
  coalesce: (args) => sql`coalesce(${joinSql(args, sql`, `)})`,
  let: binary((value, lambda) => sql`list_transform([${value}], ${lambda})[1]`),
};
