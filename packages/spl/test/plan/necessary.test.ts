import { describe, expect, it } from 'vitest';
import { call, type PlanExpr, stringLiteral } from '../../src/plan/expr.ts';
import { necessaryCondition } from '../../src/plan/necessary.ts';
import { scanRequirements } from '../../src/plan/pushdown.ts';
import { quoteIdentifier } from '../../src/sql/duckdb/quote.ts';
import { renderExpr } from '../../src/sql/duckdb/render.ts';
import { querySql, selectCell } from '../evaluate.ts';
import { planOf } from '../plans.ts';

/** What a scan is asked for the condition of a `where`, as SQL over the names of the fields. */
function asked(condition: string): string {
  const [requirement] = scanRequirements(planOf(`index=a | where ${condition} | stats count`));
  const nameOf = new Map(requirement?.columns.map(({ id, field }) => [id, field]));
  const { predicate } = requirement ?? {};
  if (predicate?.op !== 'call') return '';
  return renderExpr(predicate.args[1] ?? predicate, (id) => quoteIdentifier(nameOf.get(id) ?? id)).text;
}

describe('what is asked of every event', () => {
  it('is any source of points, not their sum', () => {
    const sql = asked('if(op="x", 1, 0) + case(user="ana", 2, user="bob", 0, true(), 0) > 0');
    expect(sql).toBe(`(("op" = 'x') OR ("user" = 'ana'))`);
    expect(asked('if(op="x", 1, 0) + if(user="ana", 1, 0) >= 2')).toBe(`(("op" = 'x') OR ("user" = 'ana'))`);
  });

  it.each([
    ['points that may be negative', 'if(op="x", -1, 0) + if(user="ana", 1, 0) > 0'],
    ['points that all have', 'if(op="x", 1, 2) > 0'],
    ['a limit below all', 'if(op="x", 1, 0) >= 0'],
    ['points that are no constants', 'if(op="x", n, 0) > 0'],
  ])('is the comparison itself for %s', (_, condition) => {
    expect(asked(condition)).toContain('CASE WHEN');
  });

  it('is one pass for several words in one text', () => {
    expect(asked('like(op, "%a.b%") OR user="ana" OR like(op, "%c|d%")')).toBe(
      `(regexp_matches("op", 'a\\.b|c\\|d') OR ("user" = 'ana'))`,
    );
    expect(asked('like(lower(op), "%mail%") OR like(lower(op), "%curl/%")')).toBe(
      `regexp_matches("op", '(?i)ma[i\u0130]l|curl/')`,
    );
    const [requirement] = scanRequirements(planOf('index=a (op=*x* OR op=*y*) | stats count'));
    expect(JSON.stringify(requirement?.predicate)).toContain('text.mayContainAny');
  });

  it('finds every letter that lower() makes one of the words', async () => {
    const texts = ['MAIL', 'ma\u0130l', 'ma\u0131l', '\u212aey', 'Key', 'none'];
    const lowered = call('lower', 'dynamic', { op: 'column', id: 'c0', type: 'dynamic' });
    const words = ['mail', 'key'].map((word) =>
      call('text.like', 'boolean', lowered, stringLiteral(`%${word}%`)),
    );
    const asIs = call('or', 'boolean', ...words);
    const cell = async (expr: PlanExpr, text: string): Promise<unknown> =>
      selectCell(querySql(expr, { x: text }));
    for (const text of texts) {
      if ((await cell(asIs, text)) === true)
        expect(await cell(necessaryCondition(asIs), text), text).toBe(true);
    }
  });

  it('keeps patterns that are more than a word', () => {
    expect(asked('like(op, "%a_b%") OR like(op, "c%")')).toContain('LIKE');
  });
});
