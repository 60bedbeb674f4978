import { describe, expect, it } from 'vitest';
import { scanRequirements } from '../../src/plan/pushdown.ts';
import { columnsOf, exprSize } from '../../src/plan/walk.ts';
import { quoteIdentifier } from '../../src/sql/duckdb/quote.ts';
import { renderExpr } from '../../src/sql/duckdb/render.ts';
import { planOf } from '../plans.ts';

/** The predicate as SQL over the names of the fields. */
function pushed(spl: string): string | null {
  const [requirement] = scanRequirements(planOf(spl));
  if (!requirement?.predicate) return null;
  const nameOf = new Map(requirement.columns.map(({ id, field }) => [id, field]));
  return renderExpr(requirement.predicate, (id) => quoteIdentifier(nameOf.get(id) ?? `unknown ${id}`)).text;
}

describe('the pushed-down predicate', () => {
  it('is every filter before the first command that sees more than one row', () => {
    const sql = pushed('index=a user=ana | where size>5 | stats count by op | where count>1');
    expect(sql).toContain(`lower("user") = 'ana'`);
    expect(sql).toContain('5e0');
    expect(sql).not.toContain('count');
  });

  it('has computed fields written out over the fields of the events', () => {
    const sql = pushed(
      'index=a | eval score=if(op="x", 1, 0) + if(isnull(user), 1, 0) | where score>0 | stats count',
    );
    expect(sql).toContain('"op"');
    expect(sql).toContain('"user"');
    expect(sql).not.toContain('unknown');
  });

  it('stops at a limit, a window and an expansion', () => {
    for (const between of ['head 5', 'dedup user', 'streamstats count', 'mvexpand m{}', 'sort 5 user'])
      expect(pushed(`index=a | ${between} | search late=1`)).toBe(pushed('index=a'));
  });

  it('reads only columns that the scan has', () => {
    const query = planOf(
      'index=a | eval x=a.b | rex field=x "(?<y>z)" | search y=q NOT c=* | stats count by y',
    );
    for (const { predicate, columns } of scanRequirements(query)) {
      const ids = columns.map(({ id }) => id);
      for (const id of predicate ? columnsOf(predicate) : []) expect(ids).toContain(id);
    }
  });

  it('leaves out what changes from call to call', () => {
    expect(pushed('index=a | where random()>5 | search user=ana | stats count')).not.toContain('random');
    expect(pushed('index=a | eval r=random() | where r>5 | stats count')).toBe(pushed('index=a'));
    expect(pushed('index=a | where random()>5 | search user=ana | stats count')).toContain('ana');
  });

  it('is null when every event is needed', () => {
    expect(pushed('* | stats count')).toBe('true');
    expect(pushed('| stats count')).toBeNull();
  });

  it('stays small and quick where fields are written out again and again', () => {
    const doubled = 'index=a '.concat(
      '| eval x=if(x="q", "r", x) '.repeat(200),
      '| where x="s" | stats count',
    );
    const start = performance.now();
    const [requirement] = scanRequirements(planOf(doubled));
    expect(performance.now() - start).toBeLessThan(1000);
    expect(requirement?.predicate && exprSize(requirement.predicate)).toBeLessThan(100);
  });

  it('is cut where it gets too large, and the rest is pushed', () => {
    const large = Array.from({ length: 5000 }, (_, i) => `v${i}`).join(', ');
    const sql = pushed(`index=a user IN (${large}) | search op=x | stats count`);
    expect(sql).not.toContain('v4999');
    expect(sql).toContain(`'x'`);
  });
});
