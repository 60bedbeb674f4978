import type { LiteralExpr, SplType } from '../../plan/expr.ts';
import { joinSql, type Sql, sql } from '../sql.ts';

/** The only place that turns text from a search or from data into SQL text. */
function trusted(text: string): Sql {
  return { kind: 'sql', text };
}

/**
 * A string literal. Quotes are doubled, a backslash is an ordinary character in DuckDB. NUL would end the statement
 * text, so it is spelled as `chr(0)`.
 */
export function quoteText(value: string): Sql {
  const parts = value.split('\0').map((part) => trusted(`'${part.replaceAll("'", "''")}'`));
  return parts.length === 1 ? joinSql(parts, sql``) : sql`(${joinSql(parts, sql` || chr(0) || `)})`;
}

/** An identifier. DuckDB's identifiers ignore letter case even when quoted, and cannot hold NUL, which is dropped. */
export function quoteIdentifier(name: string): Sql {
  return trusted(`"${name.replaceAll('\0', '').replaceAll('"', '""')}"`);
}

/** A DOUBLE literal: the exponent keeps DuckDB from reading an INTEGER or a DECIMAL. */
export function quoteNumber(value: number): Sql {
  if (Number.isNaN(value)) return sql`CAST('nan' AS DOUBLE)`;
  if (!Number.isFinite(value)) return value > 0 ? sql`CAST('inf' AS DOUBLE)` : sql`CAST('-inf' AS DOUBLE)`;
  const digits = String(Math.abs(value));
  const text = trusted(digits.includes('e') ? digits : `${digits}e0`);
  return value < 0 ? sql`(-${text})` : text;
}

const nullOfType: Readonly<Record<SplType, Sql>> = {
  number: sql`CAST(NULL AS DOUBLE)`,
  text: sql`CAST(NULL AS VARCHAR)`,
  dynamic: sql`CAST(NULL AS VARCHAR)`,
  boolean: sql`CAST(NULL AS BOOLEAN)`,
  multivalue: sql`CAST(NULL AS VARCHAR[])`,
  null: sql`NULL`,
};

export function quoteLiteral({ value, type }: LiteralExpr): Sql {
  if (value === null) return nullOfType[type];
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return quoteNumber(value);
  if (typeof value === 'boolean') return value ? sql`true` : sql`false`;
  return sql`[${joinSql(value.map(quoteText), sql`, `)}]`;
}
