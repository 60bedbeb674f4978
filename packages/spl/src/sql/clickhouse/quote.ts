import type { LiteralExpr, SplType } from '../../plan/expr.ts';
import { joinSql, type Sql, sql } from '../sql.ts';

/** The only place that turns text from a search or from data into SQL text. */
function trusted(text: string): Sql {
  return { kind: 'sql', text };
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' };

/** A string literal. ClickHouse reads a backslash as an escape, so it is escaped itself; NUL is spelled `\0`. */
export function quoteText(value: string): Sql {
  const parts = [...value].map((char) => escapes[char] ?? char);
  return trusted(`'${parts.join('')}'`);
}

/** An identifier, which cannot hold NUL: that is dropped. Letter case counts. */
export function quoteIdentifier(name: string): Sql {
  return trusted(`\`${name.replaceAll('\0', '').replace(/[\\`]/g, '\\$&')}\``);
}

/** A Float64 literal: the exponent keeps ClickHouse from reading an integer. */
export function quoteNumber(value: number): Sql {
  if (Number.isNaN(value)) return sql`nan`;
  if (!Number.isFinite(value)) return value > 0 ? sql`inf` : sql`(-inf)`;
  const digits = String(Math.abs(value));
  const text = trusted(digits.includes('e') ? digits : `${digits}e0`);
  return value < 0 ? sql`(-${text})` : text;
}

/** A list of constants; ClickHouse gives an empty one the type of nothing. */
export function quoteList(values: readonly string[]): Sql {
  return values.length === 0 ? emptyList : sql`[${joinSql(values.map(quoteText), sql`, `)}]`;
}

/** The empty list, which is SPL's NULL: an Array cannot be Nullable. */
export const emptyList: Sql = sql`CAST([] AS Array(String))`;

const nullOfType: Readonly<Record<SplType, Sql>> = {
  number: sql`CAST(NULL AS Nullable(Float64))`,
  text: sql`CAST(NULL AS Nullable(String))`,
  dynamic: sql`CAST(NULL AS Nullable(String))`,
  boolean: sql`CAST(NULL AS Nullable(Bool))`,
  multivalue: emptyList,
  null: sql`CAST(NULL AS Nullable(String))`,
};

export function quoteLiteral({ value, type }: LiteralExpr): Sql {
  if (value === null) return nullOfType[type];
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return quoteNumber(value);
  if (typeof value === 'boolean') return value ? sql`true` : sql`false`;
  return quoteList(value);
}
