import { type Engine, openEngine } from '@sealbreak/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResult } from '../../src/conformance/compare.ts';
import { listField, scalarFields, texts } from './model/conditions.ts';
import { anyStage, type ModelStage, searchStage } from './model/stages.ts';
import type { Row } from './model/values.ts';
import {
  type Case,
  loadCase,
  runOpen,
  runPlain,
  runPrinted,
  runPushed,
  runUnfolded,
} from './run-variants.ts';
import type { Event } from './vector-files.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

afterAll(() => engine.close());

const text = fc.option(fc.constantFrom(...texts), { nil: undefined });

/** Times are all different: of rows of one time SPL does not say which comes first. */
const events: fc.Arbitrary<readonly Event[]> = fc
  .array(
    fc.tuple(
      text,
      text,
      text,
      fc.option(fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }), { nil: undefined }),
    ),
    { minLength: 2, maxLength: 8 },
  )
  .map((rows) =>
    rows.map(([a, b, c, m], at) => ({ _time: 1_700_000_000 - at * 60, a, b, c, [listField]: m })),
  );

const everything: ModelStage = { spl: 'search *', run: (rows) => rows };

const pipeline: fc.Arbitrary<readonly ModelStage[]> = fc
  .tuple(fc.oneof(searchStage, fc.constant(everything)), fc.array(anyStage, { minLength: 1, maxLength: 5 }))
  .map(([first, rest]) => [{ ...first, spl: first.spl.replace('search', 'search index=main') }, ...rest]);

const shown = ['_time', ...scalarFields, 'n', listField, 'l{}'];

function rowOf(event: Event): Row {
  return new Map(
    Object.entries(event).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : [String(value)]]],
    ),
  );
}

function expectedRows(
  given: readonly Event[],
  stages: readonly ModelStage[],
): readonly (readonly unknown[])[] {
  const rows = stages.reduce<readonly Row[]>((all, stage) => stage.run(all), given.map(rowOf));
  return rows.map((row) => shown.map((name) => row.get(name) ?? null));
}

describe('a random pipeline on random events', () => {
  it('gives the rows that a model of the language gives, in every way of running it', async () => {
    await fc.assert(
      fc.asyncProperty(events, pipeline, async (given, stages) => {
        const spl = [...stages.map((stage) => stage.spl), `table ${shown.join(' ')}`].join(' | ');
        const wanted = expectedRows(given, stages);
        const loaded = await loadCase(engine, given, false);
        try {
          const at: Case = { spl, events: given, loaded, options: { now: 1_700_000_000 } };
          for (const run of [runPlain, runUnfolded, runPushed, runOpen, runPrinted]) {
            const outcome = await run(engine, at);
            if (!outcome) continue;
            const { result, sql, compilation } = outcome;
            const why = [spl, sql ?? compilation.diagnostics.map(({ message }) => message).join('; ')].join(
              '\n',
            );
            expect(result && compareResult(result, shown, wanted, true), why).toEqual([]);
          }
        } finally {
          await loaded.close();
        }
      }),
      process.env['PIPELINES']
        ? { numRuns: Number(process.env['PIPELINES']) }
        : { numRuns: 100, seed: 20_261_124 },
    );
  }, 600_000);
});
