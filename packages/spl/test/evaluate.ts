import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Expr } from '../src/ast/ast.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { type EvalContext, lowerExpr } from '../src/lower/eval/index.ts';
import { nullLiteral, type PlanExpr } from '../src/plan/expr.ts';
import { parseSpl } from '../src/parser/parse-spl.ts';
import { renderExpr } from '../src/sql/duckdb/expr.ts';
import { quoteIdentifier, quoteLiteral } from '../src/sql/duckdb/quote.ts';
import { joinSql, type Sql, sql } from '../src/sql/sql.ts';
import type { Cell } from '../src/value.ts';

export type Fields = Readonly<Record<string, Cell>>;

export interface Lowered {
  readonly expr: PlanExpr;
  readonly diagnostics: readonly Diagnostic[];
}

/** The start of the search in these tests: 2023-11-14 22:13:20 UTC. */
export const testNow = 1_700_000_000;

export function parseExpr(text: string): Expr {
  const { ast, diagnostics } = parseSpl(`| eval r=${text}`);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  const stage = ast.commands[0];
  const arg = stage?.kind === 'command' ? stage.args[0] : undefined;
  if (arg?.kind !== 'assignment') throw new Error(`no expression: ${text}`);
  return arg.expr;
}

/** An array is a multivalue field, a number a number column, anything else text of an event. */
function columnType(cell: Cell): 'multivalue' | 'number' | 'dynamic' {
  return Array.isArray(cell) ? 'multivalue' : typeof cell === 'number' ? 'number' : 'dynamic';
}

export function lower(text: string, fields: Fields = {}): Lowered {
  const diagnostics: Diagnostic[] = [];
  const names = Object.keys(fields);
  let ids = 0;
  const context: EvalContext = {
    resolve: (name) => {
      const at = names.indexOf(name);
      return at < 0 ? nullLiteral : { op: 'column', id: `c${at}`, type: columnType(fields[name] ?? null) };
    },
    now: testNow,
    report: (diagnostic) => diagnostics.push(diagnostic),
    freshId: () => {
      ids += 1;
      return `p${ids}`;
    },
  };
  return { expr: lowerExpr(parseExpr(text), context), diagnostics };
}

export function render(expr: PlanExpr): Sql {
  return renderExpr(expr, (id) => quoteIdentifier(id));
}

let connection: DuckDBConnection | undefined;

async function connect(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create(':memory:')).connect();
  return connection;
}

/** The single cell that a SELECT gives, as JSON: lists are arrays. */
export async function selectCell(query: Sql): Promise<unknown> {
  const reader = await (await connect()).runAndReadAll(query.text);
  const cell = reader.getRowObjectsJson()[0]?.['r'];
  return typeof cell === 'string' && /^-?(Infinity|NaN)$/.test(cell) ? Number(cell) : cell;
}

/** Lowers, renders and computes an expression on one row. */
export async function evaluate(text: string, fields: Fields = {}): Promise<unknown> {
  const { expr, diagnostics } = lower(text, fields);
  const first = diagnostics[0];
  if (first) return { error: first.code };
  return selectCell(querySql(expr, fields));
}

/** The SELECT of one expression over one row with the given fields. */
export function querySql(expr: PlanExpr, fields: Fields): Sql {
  const cells = Object.values(fields).map((cell) => quoteLiteral({ op: 'literal', value: cell, type: columnType(cell) }));
  const names = cells.map((_, at) => quoteIdentifier(`c${at}`));
  if (cells.length === 0) return sql`SELECT ${render(expr)} AS r`;
  return sql`SELECT ${render(expr)} AS r FROM (VALUES (${joinSql(cells, sql`, `)})) t(${joinSql(names, sql`, `)})`;
}
