import { type Engine, extractFields, openEngine } from '@sealbreak/engine';
import { addOns, compileSpl } from '@sealbreak/spl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsMatch } from '../../src/conformance/compare.ts';
import { normalisedSamples } from './normalised-samples.ts';
import { type Sample, samples } from './samples.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

afterAll(() => engine.close());

/** The field of the sample's one event. */
async function fieldOf({ record, sourcetype, source = 'file' }: Sample, name: string): Promise<unknown> {
  const origin = { _time: 1, sourcetype, source, index: 'main', host: 'h0' };
  const loaded = await engine.loadRows([{ ...extractFields(JSON.stringify(record)), ...origin }]);
  try {
    const universe = loaded.fields ?? [];
    const { query, diagnostics } = compileSpl(`index=* | table "${name}"`, { now: 0, ...addOns, universe });
    expect(diagnostics).toEqual([]);
    if (!query) return undefined;
    for await (const { rows } of engine.run(query, loaded)) for (const [cell] of rows) return cell;
    return undefined;
  } finally {
    await loaded.close();
  }
}

describe.each(samples.map((sample) => [sample.about, sample] as const))('%s', (_about, sample) => {
  it.each(Object.entries(sample.gives))('%s', async (name, expected) => {
    const value = await fieldOf(sample, name);
    expect(value === null ? expected === null : cellsMatch(value as never, expected), String(value)).toBe(
      true,
    );
  });
});

describe('the samples', () => {
  it('have every field of every add-on', () => {
    const groups: readonly (readonly [string, RegExp])[] = [
      ['o365', /^o365/],
      ['wineventlog', /wineventlog/i],
      ['iis', /iis/i],
      ['gws', /^gws/],
      ['HttpProxy', /HttpProxy/],
    ];
    const missing = addOns.calculatedFields.filter(({ name, when }) => {
      const [, pattern] = groups.find(([word]) => when.includes(word)) ?? ['', /^$/];
      return ![...samples, ...normalisedSamples].some(
        ({ sourcetype, gives }) =>
          pattern.test(sourcetype) && gives[name] !== undefined && gives[name] !== null,
      );
    });
    expect(missing.map(({ name, when }) => `${name} ${when}`)).toEqual([]);
  });
});
