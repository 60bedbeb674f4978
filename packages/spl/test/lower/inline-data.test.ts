import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvData, parseJsonData } from '../../src/lower/inline-data.ts';

function objects(rows: readonly ReadonlyMap<string, unknown>[] | null): unknown {
  return rows?.map((row) => Object.fromEntries(row)) ?? null;
}

describe('rows of a CSV text', () => {
  it.each([
    [
      'a,b\n1,2\n3,4',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a,b\n,2\n1,', [{ b: '2' }, { a: '1' }]],
    ['a\r\n1\r\n', [{ a: '1' }]],
    ['a,b\n"x,y","q""r"', [{ a: 'x,y', b: 'q"r' }]],
    ['a,b\n"two\nlines",z', [{ a: 'two\nlines', b: 'z' }]],
    ['a, b\n 1 , "2', [{ a: '1', b: '"2' }]],
    ['a\n\n1', [{ a: '1' }]],
    ['a,b\n1', [{ a: '1' }]],
    ['a\n1,2', [{ a: '1' }]],
    ['a', []],
    ['', null],
  ])('%j', (text, rows) => {
    expect(objects(parseCsvData(text))).toEqual(rows);
  });

  it('come back from a written text, whatever they hold', () => {
    const cell = fc.string({ minLength: 1, unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        expect(objects(parseCsvData(text))).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
    );
  });
});

describe('rows of a JSON text', () => {
  it.each([
    ['[{"a": 1, "b": "x"}]', [{ a: '1', b: 'x' }]],
    ['[{"a": ["x", null, 2]}, {"a": []}]', [{ a: ['x', '2'] }, {}]],
    ['[{"a": {"b": [1]}, "c": [{"d": 1}]}]', [{ a: '{"b":[1]}', c: ['{"d":1}'] }]],
    ['[{"a": null, "b": true}]', [{ b: 'true' }]],
    ['[]', []],
    ['{"a": 1}', null],
    ['[1]', null],
    ['[["a"]]', null],
    ['no json', null],
  ])('%s', (text, rows) => {
    expect(objects(parseJsonData(text))).toEqual(rows);
  });

  it('may have any names', () => {
    const [first, second] = parseJsonData('[{"__proto__": 1, "constructor": 2}, {"a": 3}]') ?? [];
    expect([...(first ?? [])]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(second?.get('constructor')).toBeUndefined();
  });
});
