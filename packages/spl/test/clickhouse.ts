import { createRequire } from 'node:module';
import type { PlanExpr } from '../src/plan/expr.ts';
import { clickhouseDialect } from '../src/sql/clickhouse/dialect.ts';
import { clickhouseSettings } from '../src/sql/clickhouse/settings.ts';
import { renderExpr } from '../src/sql/expr.ts';
import { joinSql, type Sql, sql } from '../src/sql/sql.ts';
import type { Cell } from '../src/value.ts';
import { type Fields, lower } from './evaluate.ts';

/** The ClickHouse engine in this process; null where the development dependency has no library for this machine. */
interface Session {
  query(sql: string, format?: string): string;
  cleanup(): void;
}

function openSession(): Session | null {
  try {
    const chdb = createRequire(import.meta.url)('chdb') as { Session: new () => Session };
    const session = new chdb.Session();
    const settings = Object.entries(clickhouseSettings).map(([name, value]) =>
      typeof value === 'number' ? `${name} = ${value}` : `${name} = '${value}'`,
    );
    session.query(`SET ${settings.join(', ')}`);
    return session;
  } catch (error) {
    console.log(`skipped: no ClickHouse engine (chdb): ${String(error).split('\n', 1)[0]}`);
    return null;
  }
}

export const clickhouse: Session | null = openSession();

function columnType(cell: Cell): 'multivalue' | 'number' | 'dynamic' {
  return Array.isArray(cell) ? 'multivalue' : typeof cell === 'number' ? 'number' : 'dynamic';
}

/** The SELECT of one expression over one row with the given fields. */
export function clickhouseSql(expr: PlanExpr, fields: Fields): Sql {
  const { cast, identifier, literal } = clickhouseDialect;
  const value = renderExpr(expr, identifier, clickhouseDialect);
  const columns = Object.values(fields).map((cell, at) => {
    const type = columnType(cell);
    // Not a constant: a constant may be computed by other code than a column.
    const given = sql`materialize(${cast(literal({ op: 'literal', value: cell, type }), type)})`;
    return sql`${given} AS ${identifier(`c${at}`)}`;
  });
  const from = columns.length === 0 ? sql`` : sql` FROM (SELECT ${joinSql(columns, sql`, `)})`;
  return sql`SELECT ${value} AS r${from}`;
}

/** Lowers, renders and computes an expression on one row in ClickHouse. */
export function evaluateInClickhouse(text: string, fields: Fields = {}): unknown {
  const { expr, diagnostics } = lower(text, fields);
  const first = diagnostics[0];
  if (first) return { error: first.code };
  return selectInClickhouse(clickhouseSql(expr, fields));
}

/** The single cell that a SELECT gives: lists are arrays, the empty one is null. */
export function selectInClickhouse(query: Sql): unknown {
  if (!clickhouse) throw new Error('there is no ClickHouse engine');
  const [cell] = JSON.parse(clickhouse.query(query.text, 'JSONCompactEachRow')) as readonly unknown[];
  return Array.isArray(cell) && cell.length === 0 ? null : cell;
}
