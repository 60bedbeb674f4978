import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, openEngine } from '@sealbreak/engine';
import { commands, compileSpl } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVector, type VectorResult } from '../../src/conformance/run-vector.ts';
import { toVector, type Vector } from '../../src/conformance/vector.ts';
import { repository } from './vector-files.ts';

/** Vectors that are not part of the repository. */
const path = [process.env['SEALBREAK_SHARED'], join(repository, '../shared')]
  .flatMap((folder) => (folder === undefined ? [] : [join(folder, 'spl/vectors.jsonl')]))
  .find((file) => existsSync(file));

if (path === undefined)
  console.log('skipped: no shared folder with spl/vectors.jsonl (set SEALBREAK_SHARED)');

/** Areas of what this version lowers; the others are of commands to come. */
const areas: ReadonlySet<string> = new Set([
  'search-bool',
  'search-value',
  'search-wildcard',
  'search-in',
  'search-raw',
  'search-cidr-time',
  'eval-arith',
  'eval-cond',
  'eval-field',
  'eval-in',
  'eval-like-match',
  'eval-mv',
  'eval-null',
  'eval-string',
  'eval-time',
  'eval-type',
  'stats-by',
  'stats-count',
  'stats-names',
  'stats-num',
  'stats-time',
  'stats-values',
  'eventstats-streamstats',
  'sort',
  'table-fields',
  'dedup',
  'head-tail',
  'rename',
  'fillnull',
  'bin',
  'rex-regex',
  'spath',
  'json-extract',
  'macro-comment',
  'lookup',
  'error',
  'flagship',
  'tstats',
]);

function readVectors(): readonly Vector[] {
  if (path === undefined) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line, at) => toVector(JSON.parse(line), `line ${at + 1}`))
    .filter(({ area }) => areas.has(area));
}

const names: ReadonlySet<string> = new Set(
  commands.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]),
);

/** Does the search use a command that no version before the next one has? */
function usesCommandToCome({ spl, macros, now }: Vector): boolean {
  const { ast } = compileSpl(spl, { now, macros });
  return ast.commands.some((stage) => stage.kind === 'command' && !names.has(stage.name));
}

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

afterAll(() => engine.close());

describe.skipIf(path === undefined)('the shared vectors', () => {
  it('hold in every area, save where a command is still to come', async () => {
    const vectors = readVectors().filter((vector) => vector.expect.error || !usesCommandToCome(vector));
    const failed: VectorResult[] = [];
    for (const vector of vectors) {
      const result = await runVector(engine, vector);
      if (!result.passed) failed.push(result);
    }
    const shown = failed.map(({ vector, differences, sql }) =>
      [vector.id, vector.spl, sql, ...differences].join('\n'),
    );
    expect(shown).toEqual([]);
    expect(new Set(vectors.map(({ area }) => area))).toEqual(areas);
    expect(vectors.length).toBeGreaterThan(300);
  }, 120_000);
});
