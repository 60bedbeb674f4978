import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, openEngine } from '@sealbreak/engine';
import { compileSpl } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResult } from '../../src/conformance/compare.ts';
import {
  type Case,
  loadCase,
  type Outcome,
  runFile,
  runOpen,
  runPlain,
  runPrinted,
  runPushed,
  runUnfolded,
} from './run-variants.ts';
import { type FileVector, readVectorFiles } from './vector-files.ts';

let engine: Engine;
let folder: string;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
  folder = mkdtempSync(join(tmpdir(), 'sealbreak-vectors-'));
});

afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

type Ways = Readonly<Record<string, (at: Case) => Promise<Outcome | null>>>;

/** A mistake must be found either way; a tree that holds one need not print as the text that it came from. */
const waysToFail: Ways = {
  'as it is': (at) => runPlain(engine, at),
  'with fields that are not known beforehand': (at) => runOpen(engine, at),
};

/** One vector, many runs: the same rows must come out. Null: the way does not apply to the search. */
const ways: Ways = {
  ...waysToFail,
  'printed and parsed again': (at) => runPrinted(engine, at),
  'without constant folding': (at) => runUnfolded(engine, at),
  'with the predicate pushed down': (at) => runPushed(engine, at),
  'from a file': (at) => runFile(engine, at, folder),
};

const vectors = readVectorFiles();
const byFile = new Map<string, FileVector[]>();
for (const vector of vectors) byFile.set(vector.file, [...(byFile.get(vector.file) ?? []), vector]);

describe.each([...byFile])('%s', (_file, ofFile) => {
  it.each(ofFile.map((vector) => [vector.about, vector] as const))('%s', async (_about, vector) => {
    const { spl, events, isJson, expected } = vector;
    const loaded = await loadCase(engine, events, isJson);
    const { now, macros, lookups, dataModels } = vector;
    engine.lookups.use(lookups);
    const at: Case = { spl, events, loaded, options: { now, macros, lookups, dataModels } };
    for (const [way, run] of Object.entries(expected.kind === 'error' ? waysToFail : ways)) {
      const outcome = await run(at);
      if (outcome) expect.soft(faultsOf(vector, outcome), shown(vector, way, outcome)).toEqual([]);
    }
    await loaded.close();
    expect(warningsOf(spl, at), spl).toEqual(expected.kind === 'rows' ? expected.warns : []);
  });
});

function warningsOf(spl: string, { options }: Case): readonly string[] {
  const { diagnostics } = compileSpl(spl, options);
  return diagnostics.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
}

function faultsOf({ expected }: FileVector, { compilation, result }: Outcome): readonly string[] {
  const codes = compilation.diagnostics.map(({ code, severity }) => `${severity} ${code}`);
  if (expected.kind === 'error')
    return codes.includes(`error ${expected.code}`)
      ? []
      : [`expected error ${expected.code}, got: ${codes.join(', ')}`];
  if (!result) return compilation.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  if (expected.columns && expected.columns.join() !== result.columns.join())
    return [`expected columns ${expected.columns.join()}, got ${result.columns.join()}`];
  if (expected.rows.length === 0 && !expected.columns)
    return result.rows.map((row) => `got ${JSON.stringify(row)}, expected no row`);
  const columns = expected.columns ?? [...new Set(expected.rows.flatMap((row) => Object.keys(row)))];
  const rows = expected.rows.map((row) => columns.map((name) => row[name] ?? null));
  return compareResult(result, columns, rows, expected.ordered);
}

/** All that is needed to mend a failure without looking anywhere else. */
function shown(vector: FileVector, way: string, { sql }: Outcome): string {
  return [`${vector.file}: ${vector.about} (${way})`, vector.spl, sql ?? 'it did not compile'].join('\n');
}
