import { type Engine, extractFields, type LoadedEvents } from '@sealbreak/engine';
import { type Cell, compileAnswered, type FieldInfo, type QueryPlan } from '@sealbreak/spl';
import { compareResult } from './compare.ts';
import type { Vector } from './vector.ts';

export interface VectorResult {
  readonly vector: Vector;
  readonly passed: boolean;
  readonly differences: readonly string[];
  /** Null when the search did not compile. */
  readonly sql: string | null;
}

/** Loads the vector's events, runs its search and compares. An error that is expected passes, at whatever stage. */
export async function runVector(engine: Engine, vector: Vector): Promise<VectorResult> {
  const events = vector.jsonRaw ? vector.events.map(withExtracted) : vector.events;
  engine.lookups.use(vector.lookups);
  const loaded = await engine.loadRows(events);
  try {
    const settings = {
      now: vector.now,
      macros: vector.macros,
      lookups: vector.lookups,
      dataModels: vector.datamodels,
      universe: universeOf(loaded.fields ?? []),
    };
    const compilation = await compileAnswered(vector.spl, settings, (query) => rowsOf(engine, query, loaded));
    const failure = compilation.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
    if (!compilation.query)
      return ended(vector, failure ? `${failure.code}: ${failure.message}` : 'no query', null);
    const sql = engine.sqlOf(compilation.query, loaded).text;
    let found: readonly (readonly Cell[])[];
    try {
      found = await rowsOf(engine, compilation.query, loaded);
    } catch (error) {
      return ended(
        vector,
        `the engine failed: ${error instanceof Error ? error.message : String(error)}`,
        sql,
      );
    }
    if (vector.expect.error)
      return { vector, passed: false, differences: ['expected an error, got rows'], sql };
    const columns = compilation.query.output.map((column) => column.name);
    const differences = compareResult(
      { columns, rows: found },
      vector.expect.columns,
      vector.expect.rows,
      vector.ordered,
    );
    return { vector, passed: differences.length === 0, differences, sql };
  } finally {
    await loaded.close();
  }
}

async function rowsOf(
  engine: Engine,
  query: QueryPlan,
  loaded: LoadedEvents,
): Promise<readonly (readonly Cell[])[]> {
  const found: (readonly Cell[])[] = [];
  for await (const { rows } of engine.run(query, loaded)) found.push(...rows);
  return found;
}

function ended(vector: Vector, message: string, sql: string | null): VectorResult {
  return { vector, passed: vector.expect.error, differences: vector.expect.error ? [] : [message], sql };
}

/** The automatic extraction of a JSON event; what the vector gives beside `_raw` stays. */
function withExtracted(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const raw = event['_raw'];
  return typeof raw === 'string' ? { ...extractFields(raw), ...event } : event;
}

/** Events always have a time, also where no vector event names it. */
function universeOf(fields: readonly FieldInfo[]): readonly FieldInfo[] {
  return fields.some((field) => field.name === '_time')
    ? fields
    : [{ name: '_time', type: 'number' }, ...fields];
}
