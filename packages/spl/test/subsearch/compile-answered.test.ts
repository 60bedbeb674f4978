import { describe, expect, it } from 'vitest';
import { type CompileOptions, compileSpl } from '../../src/compile.ts';
import { compileAnswered, limitNotices } from '../../src/compile-answered.ts';
import type { Answer } from '../../src/lower/context.ts';
import { printSpl } from '../../src/print/print-spl.ts';
import { testNow } from '../plans.ts';

/** The search with the given answers, one after the other, and the questions that were asked. */
async function answered(
  text: string,
  answers: readonly Answer[],
  options: Partial<CompileOptions> = {},
): Promise<{ readonly text: string; readonly codes: readonly string[]; readonly asked: number }> {
  let asked = 0;
  const compilation = await compileAnswered(text, { now: testNow, ...options }, async () => {
    asked += 1;
    return answers[asked - 1] ?? [];
  });
  return {
    text: printSpl(compilation.ast),
    codes: compilation.diagnostics.map(({ code, severity }) => `${severity} ${code}`),
    asked,
  };
}

describe('subsearches that stand for text', () => {
  it('are asked for innermost first, each text once', async () => {
    const inner = '[search index=b | return a]';
    const text = `index=a [search index=b ${inner} | table c] ${inner} | table d`;
    const result = await answered(text, [[['a="1"']], [['x'], ['y']]]);
    expect(result).toEqual({
      text: 'index=a (c="x" OR c="y") a="1" | table d',
      codes: [],
      asked: 2,
    });
  });

  it('are cut at the limit, with a notice', async () => {
    const rows = [['x'], ['y'], ['z']];
    const result = await answered('index=a [search index=b | table c] | table d', [rows], {
      limits: { filterRows: 2 },
    });
    expect(result.text).toBe('index=a (c="x" OR c="y") | table d');
    expect(result.codes).toEqual(['warning SPL3041']);
  });

  it.each(['a | delete', 'a] | b', '`macro`', 'a) OR (b', '"open'])(
    'never become stages: %s',
    async (value) => {
      const result = await answered('index=a [search index=b | table search] | table d', [[[value]]]);
      expect(result.codes).toEqual(['error SPL2142']);
    },
  );

  it('leave the span of what is wrong where it was written', () => {
    const text = 'index=a [search index=b [search index=c | head limit=x | fields a]]';
    const [diagnostic] = compileSpl(text, { now: testNow }).diagnostics;
    expect(text.slice(diagnostic?.span.start, diagnostic?.span.end)).toBe('x');
  });

  it('count as events of the search when all fields are asked for', () => {
    const { needsUniverse, discovery, questions } = compileSpl('index=a [search index=b]', { now: testNow });
    expect([needsUniverse, discovery.length, questions.length]).toEqual([true, 2, 0]);
  });
});

describe('the limit of a joined subsearch', () => {
  it('is noticed only when it leaves rows out', async () => {
    const { limits } = compileSpl('index=a | join k [search index=b | table k] | table k', {
      now: testNow,
      limits: { joinRows: 5 },
    });
    const counts = async (rows: number): Promise<readonly string[]> =>
      (await limitNotices(limits, async () => [[rows]])).map(({ code }) => code);
    expect(await counts(5)).toEqual([]);
    expect(await counts(6)).toEqual(['SPL3041']);
  });
});
