import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractFields } from '../../src/index.ts';
import { JSON_DEPTH_MAX, walkLeaves } from '../../src/json/json-leaves.ts';

describe('extractFields', () => {
  it('names leaves as Splunk does, values of one path together', () => {
    const raw =
      '{"a":1.50,"b":{"c":"x","d":[{"e":"1"},{"e":2},{"f":true}]},"t":["p","q"],"n":null,"z":[],"g":[["1"],["2"]],"u":"\\u00e9\\n"}';
    expect(extractFields(raw)).toEqual({
      a: '1.50',
      'b.c': 'x',
      'b.d{}.e': ['1', '2'],
      'b.d{}.f': 'true',
      't{}': ['p', 'q'],
      'g{}{}': ['1', '2'],
      u: 'é\n',
    });
    expect(extractFields('[{"Id":1}]')).toEqual({ '{}.Id': '1' });
  });

  it('gives what precedes a fault', () => {
    expect(extractFields('{"a":"x","b":')).toEqual({ a: 'x' });
    expect(extractFields('no json')).toEqual({});
    expect(extractFields('')).toEqual({});
  });

  it('takes any name', () => {
    expect(Object.entries(extractFields('{"__proto__":"p","":"e","a.b":"d"}'))).toEqual([
      ['__proto__', 'p'],
      ['', 'e'],
      ['a.b', 'd'],
    ]);
  });

  it('stands any depth and length', () => {
    const deep = `${'{"k":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect(extractFields(`{"a":"x","deep":${deep},"b":"y"}`)).toEqual({ a: 'x', b: 'y' });
    expect(extractFields(`{"list":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":"y"}`)).toEqual({
      b: 'y',
    });
    expect(extractFields(`{"long":"${'x'.repeat(20_000_000)}"}`)['long']).toHaveLength(20_000_000);
    const within = JSON_DEPTH_MAX - 1;
    expect(Object.keys(extractFields(`{"a":${'['.repeat(within)}1${']'.repeat(within)}}`))).toEqual([
      `a${'{}'.repeat(within)}`,
    ]);
  });
});

describe('walkLeaves', () => {
  it('accepts all JSON and sees every scalar of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const seen: string[] = [];
        expect(walkLeaves(JSON.stringify(value, null, 1), ({ text }) => seen.push(text))).toBe(true);
        expect(seen).toEqual(scalars(JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('ends on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof walkLeaves(text, () => {}) === 'boolean'));
  });
});

function scalars(value: unknown): string[] {
  if (value === null) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(scalars);
  return [String(value)];
}
