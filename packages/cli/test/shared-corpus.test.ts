import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, hasChdb, openEngine } from '@sealbreak/engine';
import {
  addOns,
  type Cell,
  type CompileOptions,
  compileAnswered,
  compileSpl,
  scanRequirements,
} from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResult, type ResultTable } from '../src/conformance/compare.ts';
import { createEventLoader } from '../src/event-loader.ts';
import { readJsonLines } from '../src/json-lines.ts';
import { loadKnowledge } from '../src/knowledge/load-knowledge.ts';
import { type EventInput, openInputs } from '../src/load-events.ts';
import { repository } from './conformance/vector-files.ts';

const shared = [process.env['SEALBREAK_SHARED'], join(repository, '../shared')].find(
  (folder) => folder !== undefined && existsSync(join(folder, 'spl/escu-dev.jsonl')),
);
if (shared === undefined) console.log('skipped: no shared folder with a corpus (set SEALBREAK_SHARED)');

interface Detection {
  readonly id: string;
  readonly search: string;
}

/** What runs: all that name Office 365, and those about mailboxes; CORPUS=. runs the whole corpus. */
const about = new RegExp(process.env['CORPUS'] ?? 'o365|mailsniper');

async function detections(): Promise<readonly Detection[]> {
  if (shared === undefined) return [];
  const found: Detection[] = [];
  for await (const { value } of readJsonLines(join(shared, 'spl/escu-dev.jsonl'))) {
    // The corpus has one shape, which does not change.
    const one = value as Detection;
    if (about.test(`${one.id} ${one.search}`.toLowerCase())) found.push(one);
  }
  return found;
}

const signal = new AbortController().signal;
const progress = { isVisible: false, update: () => undefined, end: () => undefined };
let engines: readonly Engine[] = [];
let input: EventInput;
let settings: CompileOptions;

beforeAll(async () => {
  if (shared === undefined) return;
  const knowledge = await loadKnowledge({ macros: [join(shared, 'spl/escu-macros.jsonl')] });
  settings = { ...addOns, now: 1_700_000_000, ...knowledge };
  input = await openInputs([join(shared, 'data')], { signal, progress });
  engines = [
    await openEngine({ threads: 1 }),
    ...(hasChdb() ? [await openEngine({ threads: 1, kind: 'clickhouse' })] : []),
  ];
}, 120_000);

afterAll(async () => {
  for (const engine of engines) await engine.close();
  await input?.close();
});

/** The rows of the search, found as the command line finds them; null where it does not compile. */
async function rowsOf(engine: Engine, spl: string): Promise<ResultTable | null> {
  const request = { keepDuplicates: false, keptOnly: true };
  const loader = createEventLoader(engine, input, { ...request, signal });
  try {
    const first = compileSpl(spl, { ...settings, unknownLookups: 'assume' });
    const scans = first.discovery.flatMap(scanRequirements);
    const universe = first.needsUniverse
      ? (await input.discoverFields(engine, { ...request, scans })).fields
      : undefined;
    const options: CompileOptions = { ...settings, ...(universe ? { universe } : {}) };
    const { query } = await compileAnswered(spl, options, loader.ask);
    if (!query) return null;
    const rows: (readonly Cell[])[] = [];
    for await (const batch of engine.run(query, await loader.load(query))) rows.push(...batch.rows);
    return { columns: query.output.map(({ name }) => name), rows };
  } finally {
    await loader.close();
  }
}

describe.skipIf(shared === undefined)('the detections of the public corpus', async () => {
  it.each((await detections()).map(({ id, search }) => [id, search] as const))(
    '%s runs on the sample data, with the same rows on both engines',
    async (id, search) => {
      const [first, ...others] = engines;
      const wanted = first ? await rowsOf(first, search) : null;
      // Other searches of the corpus may need lookups that nobody has here.
      if (/o365/.test(id)) expect(wanted).not.toBeNull();
      for (const engine of others) {
        const found = await rowsOf(engine, search);
        expect(found === null).toBe(wanted === null);
        if (found && wanted) expect(compareResult(found, wanted.columns, wanted.rows, false)).toEqual([]);
      }
    },
    120_000,
  );
});
