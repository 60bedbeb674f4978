import { describe, expect, it } from 'vitest';
import { numberText } from '../../../src/plan/number-text.ts';
import { lower, render } from '../../evaluate.ts';

const fields = { op: 'x', agent: 'x', a: 1, b: 2, c: 3, m: ['a', 'b'], owner: 'x' };

function sqlOf(text: string): string {
  const { expr, diagnostics } = lower(text, fields);
  expect(diagnostics).toEqual([]);
  return render(expr).text;
}

describe('SQL of common expressions is what a person would write', () => {
  it.each([
    ['op="x"', `("c0" = 'x')`],
    ['op!="x"', `("c0" <> 'x')`],
    ['op IN ("a", "b")', `("c0" = 'a' OR "c0" = 'b')`],
    ['like(lower(agent), "%python%")', `(lower("c1") LIKE '%python%')`],
    ['a + b + c', `("c2" + "c3" + "c4")`],
    ['a >= 2 OR b=1', `(("c2" >= 2e0) OR ("c3" = 1e0))`],
    ['case(op IN ("a", "b"), 1, true(), 0)', `CASE WHEN ("c0" = 'a' OR "c0" = 'b') THEN 1e0 ELSE 0e0 END`],
    ['case(a=1, "A", false(), "B")', `CASE WHEN ("c2" = 1e0) THEN 'A' END`],
    ['m="a"', `list_contains("c5", 'a')`],
    ['a/b', `("c2" / nullif("c3", 0e0))`],
    ['a/1024', '("c2" / 1024e0)'],
    ['isnotnull(op) AND NOT match(op, "^x")', `(("c0" IS NOT NULL) AND (NOT regexp_matches("c0", '^x')))`],
    ['coalesce(op, owner, "-")', `coalesce("c0", "c6", '-')`],
    ['mvindex(split(op, "@"), 1)', `string_split("c0", '@')[2]`],
  ])('%s', (text, expected) => expect(sqlOf(text)).toBe(expected));

  it('grows by addition when dynamic operations are nested', () => {
    const nested = (levels: number): string =>
      levels === 0 ? 'op' : `if(${nested(levels - 1)}="5", op."1", owner)`;
    const sizes = [10, 20, 40].map((levels) => sqlOf(nested(levels)).length);
    expect((sizes[2] ?? 0) / (sizes[1] ?? 1)).toBeLessThan(3);
    expect(sqlOf(Array.from({ length: 60 }, () => 'op').join('+')).length).toBeLessThan(30_000);
  });

  it('refuses an expression that would nest too deeply', () => {
    const deep = `${'abs('.repeat(180)}a${')'.repeat(180)}`;
    expect(lower(deep, fields).diagnostics.map(({ code }) => code)).toEqual(['SPL2211']);
  });
});

describe('numberText', () => {
  it.each([
    [5, '5'],
    [-0, '0'],
    [3.9900000000000055, '3.9900000000000055'],
    [2 ** 53, '9007199254740992'],
    [1e16, '1e+16'],
    [1e20, '1e+20'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [Number.NaN, 'nan'],
    [-Infinity, '-inf'],
  ])('%d is %s', (value, text) => expect(numberText(value)).toBe(text));
});
