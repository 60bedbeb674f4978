import { describe, expect, it } from 'vitest';
import { mix, Random } from '../src/random.ts';

describe('Random', () => {
  it('gives the stream that it gave when the data sets were published', () => {
    const random = new Random(1, 'a');
    expect(Array.from({ length: 4 }, () => random.next())).toMatchInlineSnapshot(`
      [
        2993111755,
        2014756321,
        1838217526,
        341063408,
      ]
    `);
  });

  it('differs by seed and by label, also for seeds above 32 bits', () => {
    const first = (seed: number, label: string) => new Random(seed, label).next();
    const values = [first(1, 'a'), first(2, 'a'), first(1, 'b'), first(1 + 2 ** 32, 'a'), first(1, '')];
    expect(new Set(values).size).toBe(values.length);
  });

  it('draws below a bound evenly', () => {
    const random = new Random(3, 'even');
    const seen = Array.from({ length: 100_000 }, () => random.below(7));
    for (let value = 0; value < 7; value++) {
      const share = seen.filter((one) => one === value).length / seen.length;
      expect(share).toBeCloseTo(1 / 7, 2);
    }
  });

  it('makes version 4 GUIDs that do not repeat', () => {
    const random = new Random(4, 'guid');
    const guids = Array.from({ length: 5000 }, () => random.guid());
    for (const guid of guids) {
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(guids).size).toBe(guids.length);
  });
});

describe('mix', () => {
  it('changes half of the bits for a change of one', () => {
    let changed = 0;
    for (let i = 0; i < 1000; i++) {
      let difference = mix(77, i) ^ mix(77, i ^ 1);
      for (; difference !== 0; difference &= difference - 1) changed++;
    }
    expect(changed / 1000).toBeGreaterThan(14);
    expect(changed / 1000).toBeLessThan(18);
  });
});
