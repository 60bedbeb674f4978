import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Expr } from '../src/ast/ast.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { type EvalContext, lowerExpr } from '../src/lower/eval/index.ts';
import { parseSpl } from '../src/parser/parse-spl.ts';
import { nullLiteral, type PlanExpr } from '../src/plan/expr.ts';
import { quoteIdentifier, quoteLiteral } from '../src/sql/duckdb/quote.ts';
import { renderExpr } from '../src/sql/duckdb/render.ts';
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

/** The cells of column `r` that a SELECT gives, as JSON: lists are arrays. */
async function selectCells(query: Sql): Promise<readonly unknown[]> {
  const reader = await (await connect()).runAndReadAll(query.text);
  return reader.getRowObjectsJson().map((row) => {
    const cell = row['r'];
    return typeof cell === 'string' && /^-?(Infinity|NaN)$/.test(cell) ? Number(cell) : cell;
  });
}

/** The single cell that a SELECT gives, as JSON: lists are arrays. */
export async function selectCell(query: Sql): Promise<unknown> {
  return (await selectCells(query))[0];
}

/** Lowers, renders and computes an expression on one row. */
export async function evaluate(text: string, fields: Fields = {}): Promise<unknown> {
  const { expr, diagnostics } = lower(text, fields);
  const first = diagnostics[0];
  if (first) return { error: first.code };
  return selectCell(querySql(expr, fields));
}

/** Computes an expression on several rows with the same fields. Fails on any mistake in it. */
export async function evaluateRows(text: string, rows: readonly Fields[]): Promise<readonly unknown[]> {
  const { expr, diagnostics } = lower(text, rows[0]);
  if (diagnostics[0]) throw new Error(`${text}: ${diagnostics[0].message}`);
  return selectCells(queryRows(expr, rows));
}

/** The SELECT of one expression over one row with the given fields. */
export function querySql(expr: PlanExpr, fields: Fields): Sql {
  return queryRows(expr, [fields]);
}

function queryRows(expr: PlanExpr, rows: readonly Fields[]): Sql {
  const names = Object.keys(rows[0] ?? {}).map((_, at) => quoteIdentifier(`c${at}`));
  if (names.length === 0) return sql`SELECT ${render(expr)} AS r`;
  const values = rows.map((row) => {
    const cells = Object.values(row).map((cell) =>
      quoteLiteral({ op: 'literal', value: cell, type: columnType(cell) }),
    );
    return sql`(${joinSql(cells, sql`, `)})`;
  });
  return sql`SELECT ${render(expr)} AS r FROM (VALUES ${joinSql(values, sql`, `)}) t(${joinSql(names, sql`, `)})`;
}
