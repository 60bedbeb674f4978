import { readFile } from 'node:fs/promises';
import { type Engine, extractFields, hasChdb, openEngine } from '@sealbreak/engine';
import { addOns, type Cell, compileSpl } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsMatch } from '../../src/conformance/compare.ts';
import { normalisedSamples } from './normalised-samples.ts';

if (!hasChdb()) console.log('skipped: no ClickHouse engine (chdb) for this machine');

/** Every sample at once, for each field the value of each sample by its number. */
async function valuesOn(kind: 'duckdb' | 'clickhouse'): Promise<ReadonlyMap<string, readonly Cell[]>> {
  const engine: Engine = await openEngine({ kind, threads: 1 });
  try {
    const events = normalisedSamples.map(({ record, sourcetype }, n) => ({
      ...extractFields(JSON.stringify(record)),
      ...{ _time: 1, n, sourcetype, source: 'file', index: 'main', host: 'h0' },
    }));
    const loaded = await engine.loadRows(events);
    const universe = loaded.fields ?? [];
    const found = new Map<string, readonly Cell[]>();
    for (const name of new Set(normalisedSamples.flatMap(({ gives }) => Object.keys(gives)))) {
      const { query, diagnostics } = compileSpl(`index=* | table n ${name} | sort 0 n`, {
        now: 0,
        ...addOns,
        universe,
      });
      expect(diagnostics).toEqual([]);
      const cells: Cell[] = [];
      if (query)
        for await (const { rows } of engine.run(query, loaded))
          cells.push(...rows.map((row) => row[1] ?? null));
      found.set(name, cells);
    }
    await loaded.close();
    return found;
  } finally {
    await engine.close();
  }
}

describe.each(['duckdb', 'clickhouse'] as const)('the normalised fields on %s', (kind) => {
  let values: ReadonlyMap<string, readonly Cell[]> = new Map();
  const isHere = kind === 'duckdb' || hasChdb();
  beforeAll(async () => {
    if (isHere) values = await valuesOn(kind);
  });

  it.skipIf(!isHere).each(normalisedSamples.map((sample, n) => [sample.about, sample, n] as const))(
    '%s',
    (_about, { gives }, n) => {
      for (const [name, expected] of Object.entries(gives)) {
        const value = values.get(name)?.[n] ?? null;
        const isRight = expected === null ? value === null : cellsMatch(value, expected);
        expect(isRight, `${name} is ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`).toBe(true);
      }
    },
  );
});

describe('a normalised field', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  async function cellOf(sourcetype: string, record: object, spl: string): Promise<Cell> {
    const origin = { _time: 1, sourcetype, source: 'file', index: 'main', host: 'h0' };
    const loaded = await engine.loadRows([{ ...extractFields(JSON.stringify(record)), ...origin }]);
    try {
      const { query } = compileSpl(spl, { now: 0, ...addOns, universe: loaded.fields ?? [] });
      if (query)
        for await (const { rows } of engine.run(query, loaded))
          for (const [cell] of rows) return cell ?? null;
      return null;
    } finally {
      await loaded.close();
    }
  }

  it('gives way to a field that the record has', async () => {
    const record = { UserId: 'Ana@example.com', actor: 'raw' };
    expect(await cellOf('o365:management:activity', record, 'index=* | table actor')).toBe('raw');
  });

  it('is none in a record of another kind, which keeps its own', async () => {
    expect(await cellOf('my:app', { UserId: 'Ana@example.com' }, 'index=* | table actor')).toBeNull();
    expect(await cellOf('my:app', { ip: '192.0.2.7:80', ClientIP: '192.0.2.1' }, 'index=* | table ip')).toBe(
      '192.0.2.7:80',
    );
  });

  it('is searched, and made by the search itself where it says so', async () => {
    const record = { UserId: 'Ana@example.com', ClientIP: '192.0.2.7:80' };
    const o365 = 'o365:management:activity';
    expect(await cellOf(o365, record, 'index=* actor=ana@example.com ip=192.0.2.7 | table ip')).toBe(
      '192.0.2.7',
    );
    expect(await cellOf(o365, record, 'index=* | eval actor="mine" | table actor')).toBe('mine');
  });
});

describe('the page of the normalised fields', () => {
  it('has a row for each, with its doc and source', async () => {
    const page = await readFile(new URL('../../../../docs/normalised-fields.md', import.meta.url), 'utf8');
    const squeezed = page.replace(/ +/g, ' ');
    const first = addOns.calculatedFields.findIndex(({ name }) => name === 'actor');
    const own = addOns.calculatedFields.slice(first);
    expect(new Set(own.map(({ name }) => name))).toEqual(
      new Set(normalisedSamples.flatMap(({ gives }) => Object.keys(gives))),
    );
    for (const { name, doc, source } of own)
      expect(squeezed).toContain(`| \`${name}\` | ${doc} | ${source} |`);
  });
});
