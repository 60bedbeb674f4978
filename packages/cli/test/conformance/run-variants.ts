import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, extractFields, type LoadedEvents } from '@sealbreak/engine';
import {
  type Cell,
  type Compilation,
  type CompileOptions,
  compileAnswered,
  compileSpl,
  printSpl,
  type QueryPlan,
  quoteIdentifier,
  renderExpr,
  renderQuery,
  type ScanRequirement,
  type Sql,
  scanRequirements,
  sql,
  tableNames,
} from '@sealbreak/spl';
import type { ResultTable } from '../../src/conformance/compare.ts';
import type { Event } from './vector-files.ts';

/** A search and its events, as all ways of running it see them. */
export interface Case {
  readonly spl: string;
  readonly events: readonly Event[];
  readonly options: CompileOptions;
  /** The events in the engine. */
  readonly loaded: LoadedEvents;
}

export interface Outcome {
  readonly compilation: Compilation;
  /** Null when the search did not compile. */
  readonly sql: string | null;
  readonly result: ResultTable | null;
}

/** The events of a vector; those that are JSON texts with their fields. */
export function loadCase(engine: Engine, events: readonly Event[], isJson: boolean): Promise<LoadedEvents> {
  return engine.loadRows(isJson ? events.map(withExtracted) : events);
}

function withExtracted(event: Event): Event {
  const raw = event['_raw'];
  return typeof raw === 'string' ? { ...extractFields(raw), ...event } : event;
}

/** Everything in memory, no predicate pushed down: the plan alone decides. */
export function runPlain(engine: Engine, at: Case): Promise<Outcome> {
  return onRows(engine, at, known(at), (columns) => at.loaded.scanSql(columns));
}

/** Constants are left to the engine. */
export function runUnfolded(engine: Engine, at: Case): Promise<Outcome> {
  return runPlain(engine, { ...at, options: { ...at.options, foldConstants: false } });
}

/** Scans give only the events that satisfy the pushed-down predicate. */
export function runPushed(engine: Engine, at: Case): Promise<Outcome> {
  return onRows(engine, at, known(at), (columns, predicate) => {
    const rows = at.loaded.scanSql(columns);
    return predicate === null
      ? rows
      : sql`SELECT * FROM (${rows}) WHERE ${renderExpr(predicate, quoteIdentifier)}`;
  });
}

/** The text that the printer makes of the syntax tree. */
export async function runPrinted(engine: Engine, at: Case): Promise<Outcome> {
  const { ast } = compileSpl(at.spl, at.options);
  return runPlain(engine, { ...at, spl: printSpl(ast) });
}

/** The fields of the events are not known beforehand, as for files. Null when the search needs to know them. */
export async function runOpen(engine: Engine, at: Case): Promise<Outcome | null> {
  const hasLists = at.events.some((event) =>
    Object.entries(event).some(([name, value]) => Array.isArray(value) && !name.includes('{}')),
  );
  // Only a name with braces tells that a field of an event is multivalue.
  if (hasLists || compileSpl(at.spl, at.options).needsUniverse) return null;
  return onRows(engine, at, at.options, (columns) => at.loaded.scanSql(columns));
}

/** The events as a file that the engine loads with the pushed-down predicate. Null where a file cannot hold them. */
export async function runFile(engine: Engine, at: Case, folder: string): Promise<Outcome | null> {
  const isPlain = at.events.every((event) =>
    Object.entries(event).every(
      ([name, value]) => (name === '_time' || /^[A-Za-z]\w*$/.test(name)) && typeof value !== 'object',
    ),
  );
  const first = compileSpl(at.spl, at.options);
  if (!isPlain || at.events.length === 0 || first.needsUniverse || !first.query) return null;
  const scans = scanRequirements(first.query);
  const given = new Set(at.events.flatMap((event) => Object.keys(event)));
  // What a file gives to events that do not have it themselves.
  const fromFile = ['_raw', 'sourcetype', 'source', 'host'].filter((name) => !given.has(name));
  if (scans.some(({ columns }) => columns.some(({ field }) => fromFile.includes(field)))) return null;
  const path = join(folder, 'events.ndjson');
  const text = at.events.map((event) => `${JSON.stringify(event)}\n`).join('');
  writeFileSync(path, text);
  const file = {
    path,
    source: path,
    compression: 'none',
    record: 'json',
    sizeBytes: text.length,
    checked: true,
  } as const;
  const load = async <T>(query: QueryPlan, use: (scan: Scan) => Promise<T>): Promise<T> => {
    const request = { scans: scanRequirements(query), keepDuplicates: true };
    const loaded = await engine.loadFiles([file], request);
    try {
      return await use((columns) => loaded.scanSql(columns));
    } finally {
      await loaded.close();
    }
  };
  const compilation = await compileAnswered(at.spl, at.options, (query) =>
    load(query, (scan) => rowsOf(engine, query, scan)),
  );
  const { query } = compilation;
  return query ? load(query, (scan) => execute(engine, compilation, query, scan)) : null;
}

type ScanColumns = ScanRequirement['columns'];
type ScanRows = (columns: ScanColumns, predicate: ScanRequirement['predicate']) => Sql;

/** Every field of the events is known, as for rows that are given. */
function known({ options, loaded }: Case): CompileOptions {
  return { ...options, universe: loaded.fields ?? [] };
}

async function onRows(
  engine: Engine,
  { spl }: Case,
  options: CompileOptions,
  rows: ScanRows,
): Promise<Outcome> {
  const compilation = await compileAnswered(spl, options, (question) =>
    rowsOf(engine, question, pushed(question, rows)),
  );
  const { query } = compilation;
  if (!query) return { compilation, sql: null, result: null };
  return execute(engine, compilation, query, pushed(query, rows));
}

type Scan = (columns: ScanColumns, scanId: string) => Sql;

function pushed(query: QueryPlan, rows: ScanRows): Scan {
  const needs = new Map(scanRequirements(query).map((need) => [need.scanId, need]));
  // A scan that is read in several places may need columns for its predicate that one of the places does not.
  return (columns, scanId) => {
    const need = needs.get(scanId);
    return rows(need?.columns ?? columns, need?.predicate ?? null);
  };
}

async function execute(
  engine: Engine,
  compilation: Compilation,
  query: QueryPlan,
  scan: Scan,
): Promise<Outcome> {
  const columns = query.output.map(({ name }) => name);
  const rows = await rowsOf(engine, query, scan);
  return { compilation, sql: statementOf(engine, query, scan).text, result: { columns, rows } };
}

function statementOf(engine: Engine, query: QueryPlan, scan: Scan): Sql {
  return renderQuery(query, ({ columns, id }) => scan(columns, id), engine.lookups.select);
}

/** The rows of a query, a cell for each of its output columns. */
async function rowsOf(engine: Engine, query: QueryPlan, scan: Scan): Promise<readonly (readonly Cell[])[]> {
  const statement = statementOf(engine, query, scan);
  await engine.lookups.load(tableNames(query.plan));
  const rows: (readonly Cell[])[] = [];
  try {
    for await (const batch of engine.query(statement)) rows.push(...batch.rows);
  } catch (error) {
    throw new Error(`the engine failed on\n${statement.text}`, { cause: error });
  }
  return rows.map((row) => row.slice(0, query.output.length));
}
