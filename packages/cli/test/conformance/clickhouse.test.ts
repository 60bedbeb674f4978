import { type Engine, hasChdb, openEngine } from '@sealbreak/engine';
import { type Cell, compileAnswered, type QueryPlan } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResult } from '../../src/conformance/compare.ts';
import { loadCase } from './run-variants.ts';
import { type FileVector, readVectorFiles } from './vector-files.ts';

const isHere = hasChdb();
if (!isHere) console.log('skipped: no ClickHouse engine (chdb) for this machine');

let engine: Engine;

beforeAll(async () => {
  if (isHere) engine = await openEngine({ kind: 'clickhouse', threads: 1 });
});

afterAll(() => engine?.close());

/** The rows of a search on ClickHouse, through the client and its protocol. */
async function rowsOf(query: QueryPlan, events: Parameters<Engine['run']>[1]): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  try {
    for await (const batch of engine.run(query, events)) rows.push(...batch.rows);
  } catch (error) {
    throw new Error(`${String(error)}\n${engine.sqlOf(query, events).text}`, { cause: error });
  }
  return rows;
}

const byFile = new Map<string, FileVector[]>();
for (const vector of readVectorFiles()) {
  if (vector.expected.kind === 'rows') {
    byFile.set(vector.file, [...(byFile.get(vector.file) ?? []), vector]);
  }
}

describe.skipIf(!isHere).each([...byFile])('%s on ClickHouse', (file, ofFile) => {
  it.each(ofFile.map((vector) => [vector.about, vector] as const))('%s', async (about, vector) => {
    const { spl, events, isJson, expected, now, macros, lookups, dataModels } = vector;
    if (expected.kind !== 'rows') return;
    const loaded = await loadCase(engine, events, isJson);
    try {
      engine.lookups.use(lookups);
      const options = { now, macros, lookups, dataModels, universe: loaded.fields ?? [] };
      const { query } = await compileAnswered(spl, options, (question) => rowsOf(question, loaded));
      if (!query) throw new Error(`${spl} did not compile`);
      const rows = await rowsOf(query, loaded);
      const result = { columns: query.output.map(({ name }) => name), rows };
      const shown = [`${file}: ${about}`, spl, engine.sqlOf(query, loaded).text].join('\n');
      if (expected.rows.length === 0 && !expected.columns) {
        expect(rows, shown).toEqual([]);
        return;
      }
      const columns = expected.columns ?? [...new Set(expected.rows.flatMap((row) => Object.keys(row)))];
      const wanted = expected.rows.map((row) => columns.map((name) => row[name] ?? null));
      expect(compareResult(result, columns, wanted, expected.ordered), shown).toEqual([]);
    } finally {
      await loaded.close();
    }
  });
});
