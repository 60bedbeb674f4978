import { InternalError } from '../../internal-error.ts';
import { isLiteral, type SqlPrimitive } from '../primitive.ts';
import { joinSql, sql } from '../sql.ts';

/** The first argument equals one of the others. ClickHouse's IN takes constants only. */
export const inList: SqlPrimitive = (args, exprs) => {
  const [value, ...items] = args;
  if (value === undefined || items.length === 0) throw new InternalError('a list of values is empty');
  if (exprs.slice(1).every(isLiteral)) return sql`(${value} IN (${joinSql(items, sql`, `)}))`;
  const tests = items.map((item) => sql`${value} = ${item}`);
  return sql`(${joinSql(tests, sql` OR `)})`;
};
