import { describe, expect, it } from 'vitest';
import { allFunctions } from '../../src/functions/find.ts';
import { foldExpr } from '../../src/plan/fold.ts';
import { evaluate, lower, querySql, render, selectCell } from '../evaluate.ts';

function folded(text: string): string {
  return render(foldExpr(lower(text, { x: 'a', n: 1 }).expr)).text;
}

describe('constant folding', () => {
  it.each([
    ['60*60*24', '86400e0'],
    ['now()-3600', '1699996400e0'],
    ['"a"."b"', "'ab'"],
    ['lower("ABC")', "'abc'"],
    ['if(1=1, x, "b")', '"c0"'],
    ['if(1>2 AND x="q", "a", x)', '"c0"'],
    ['case(1=2, "a", x="q", "b", true(), "c", x="r", "d")', `CASE WHEN ("c0" = 'q') THEN 'b' ELSE 'c' END`],
  ])('%s', (text, sql) => {
    expect(folded(text)).toBe(sql);
  });

  it.each([
    ['letters beyond ASCII', 'lower("\u0130")'],
    ['a division by zero', '1/0'],
    ['an overflow', '1e308*10'],
    ['what changes from call to call', 'random()'],
  ])('leaves %s to the engine', (_, text) => {
    const { expr } = lower(text, {});
    expect(render(foldExpr(expr)).text).toBe(render(expr).text);
  });

  it('gives what the engine gives, for every example of every function', async () => {
    const changed: unknown[] = [];
    for (const [text, , fields = {}] of allFunctions.flatMap(({ vectors }) => vectors)) {
      const { expr, diagnostics } = lower(text, fields);
      if (diagnostics.length > 0 || /random|time\(\)/.test(text)) continue;
      const [plain, ours] = [
        await evaluate(text, fields),
        await selectCell(querySql(foldExpr(expr), fields)),
      ];
      if (JSON.stringify(plain) !== JSON.stringify(ours)) changed.push({ text, plain, ours });
    }
    expect(changed).toEqual([]);
  }, 60_000);
});
