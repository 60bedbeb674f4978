import { describe, expect, it } from 'vitest';
import { compileSpl } from '../src/compile.ts';
import { renderDiagnostic } from '../src/diagnostics/render-diagnostic.ts';
import { scanRequirements } from '../src/plan/pushdown.ts';
import { errorsOf, planOf, sqlOf, testNow } from './plans.ts';

function messages(text: string): string {
  const { diagnostics } = compileSpl(text, { now: testNow });
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, text)).join('\n');
}

describe('compiling', () => {
  it('gathers the mistakes of all stages, in the order of the text', () => {
    expect(
      errorsOf('index=a earliest=soon | stats cuont(x) | head limit=x | rename a* as b | eval c=nosuch(1)'),
    ).toEqual(['SPL1020', 'SPL2104', 'SPL1032', 'SPL2010', 'SPL2201']);
  });

  it('says how far it got', () => {
    const stageOf = (text: string): string => compileSpl(text, { now: testNow }).stage;
    expect(stageOf('index=a |')).toBe('parse');
    expect(stageOf('index=a | cluster')).toBe('lower');
    expect(stageOf('index=a `nosuch`')).toBe('lower');
    expect(stageOf('index=a | stats count')).toBe('lowered');
  });

  it('points into the typed text, also for what came out of a macro', () => {
    const macros = [{ name: 'broken', arguments: [], definition: 'stats cuont(user)' }];
    const [diagnostic] = compileSpl('index=a | `broken` | head', { now: testNow, macros }).diagnostics;
    expect(diagnostic?.span).toEqual({ start: 10, end: 18 });
  });

  it('names what is wrong and what to do', () => {
    expect(messages('index=a | stats cuont(user) by op')).toMatchInlineSnapshot(`
      "error[SPL2104]: unknown statistical function "cuont"
        at 1:17
      1 | index=a | stats cuont(user) by op
                          ^^^^^^^^^^^
        hint: did you mean "count"?"
    `);
    expect(messages('index=a | dedup user keepempt=true')).toMatchInlineSnapshot(`
      "error[SPL1034]: dedup has no option "keepempt"
        at 1:22
      1 | index=a | dedup user keepempt=true
                               ^^^^^^^^^^^^^
        hint: did you mean "keepempty"?"
    `);
    expect(messages('index=a | head limit=lots')).toMatchInlineSnapshot(`
      "error[SPL1032]: "lots" is no whole number of 0 or more
        at 1:22
      1 | index=a | head limit=lots
                               ^^^^"
    `);
    expect(messages('index=a | eval {k}=v')).toMatchInlineSnapshot(`
      "error[SPL3004]: only the rows say which fields eval with {field} as a target makes; a wildcard or a result without a field list cannot show them yet
        at 1:11
      1 | index=a | eval {k}=v
                    ^^^^^^^^^^
        hint: name the fields, as in | table a b"
    `);
    expect(messages('index=a | makeresults')).toMatchInlineSnapshot(`
      "error[SPL1035]: makeresults makes rows itself and must be the first command
        at 1:11
      1 | index=a | makeresults
                    ^^^^^^^^^^^
        hint: begin the search with | makeresults"
    `);
    expect(messages('index=a | kmeans user')).toMatchInlineSnapshot(`
      "error[SPL3001]: the command "kmeans" is not supported
        at 1:11
      1 | index=a | kmeans user
                    ^^^^^^
        hint: it is learned from data and has no exact rule; use stats, eventstats and where with a limit of your own"
    `);
  });

  it('takes under a second for large and deep searches', () => {
    const texts = [
      `index=a (${Array.from({ length: 10_000 }, (_, i) => `user=u${i}`).join(' OR ')})`,
      `index=a user IN (${Array.from({ length: 10_000 }, (_, i) => `u${i}`).join(',')})`,
      `index=a ${'| search user!=ana '.repeat(1000)}`,
      `index=a ${'| eval x=x.x '.repeat(500)} | where x="y"`,
      `index=a ${'NOT '.repeat(200)}user=ana`,
    ];
    for (const text of texts) {
      const start = performance.now();
      const { query } = compileSpl(`${text} | stats count`, { now: testNow });
      if (query) scanRequirements(query);
      expect(performance.now() - start, text.slice(0, 40)).toBeLessThan(1000);
    }
  });
});

describe('a search that asks for all fields', () => {
  it('says so, and says whose fields it needs', () => {
    const { needsUniverse, discovery } = compileSpl('index=a user=ana | rename x* as y* | search y1=z', {
      now: testNow,
    });
    expect(needsUniverse).toBe(true);
    const asked = (text: string | undefined): boolean => JSON.stringify(discovery).includes(text ?? '');
    expect(asked('ana')).toBe(true);
    // What is filtered after the wildcard cannot be asked of the events before their fields are known.
    expect(asked('"z"')).toBe(false);
  });

  it.each([
    'index=a',
    'index=a | fields - x',
    'index=a | fillnull',
    'index=a u*=1 | stats count',
    'index=a | stats values(*) as *',
  ])('%s', (text) => {
    expect(compileSpl(text, { now: testNow })).toMatchObject({
      needsUniverse: true,
      discovery: expect.anything(),
    });
    const universe = [{ name: 'user', type: 'dynamic' } as const];
    expect(compileSpl(text, { now: testNow, universe })).toMatchObject({
      needsUniverse: false,
      discovery: [],
    });
  });
});

describe('the time picker', () => {
  const range = { earliest: 100, latest: 200 };
  const sql = (text: string): string => sqlOf(planOf(text, { range }));

  it('holds for every search of events', () => {
    for (const text of ['index=a | stats count', '| where x=1 | stats count', '| stats count']) {
      expect(sql(text)).toContain('>= 100e0');
      expect(sql(text)).toContain('< 200e0');
    }
  });

  it('gives way to a range of the search itself', () => {
    expect(sql('index=a earliest=5 | stats count')).not.toContain('100e0');
    expect(sql('index=a (x=1 OR latest=5) | stats count')).not.toContain('200e0');
  });

  it('means nothing to rows that were made', () => {
    expect(sql('| makeresults')).not.toContain('100e0');
  });
});

describe('SQL', () => {
  it('has one WHERE for neighbouring filters', () => {
    expect(sqlOf(planOf(`index=a ${'| search x=1 '.repeat(5)}| stats count`)).match(/WHERE/g)).toHaveLength(
      1,
    );
  });

  it('holds a filter in its place where its fields would be written out without end', () => {
    const doubled = '| eval x=if(x="q", "r", x) '.repeat(30);
    expect(sqlOf(planOf(`index=a ${doubled} | where x="s" | stats count`))).toContain('random() AS "once"');
    expect(sqlOf(planOf(`index=a ${doubled} | stats count by x`))).toContain('random() AS "once"');
    expect(sqlOf(planOf('index=a | eval x=if(x="q", "r", x) | where x="s" | stats count'))).not.toContain(
      'once',
    );
  });

  it('never has a field name or a value unquoted', () => {
    const hostile = '\'; drop table "t"; --';
    const spl = `index=a | eval "x${hostile.replaceAll('"', '\\"')}"="v" | search y="${hostile.replaceAll('"', '\\"')}" | stats count by z`;
    const rest = sqlOf(planOf(spl))
      .replace(/'(?:[^']|'')*'/g, '')
      .replace(/"(?:[^"]|"")*"/g, '');
    expect(rest).not.toMatch(/drop|--|;/i);
  });
});
