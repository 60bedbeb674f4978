import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSpl } from '../src/compile.ts';
import { scanRequirements } from '../src/plan/pushdown.ts';
import { sqlOf, testNow } from './plans.ts';
import { broken, likely, soundSearch } from './searches.ts';

/** Nightly runs set it to many more. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const limitMs = 1000;

/** Compiles and renders; the whole of it is timed. */
function compileAll(text: string): { readonly ms: number; readonly compiled: boolean } {
  const started = performance.now();
  const { query } = compileSpl(text, { now: testNow });
  if (query) {
    sqlOf(query);
    scanRequirements(query);
  }
  return { ms: performance.now() - started, compiled: query !== null };
}

describe('the searches of this test', () => {
  it('compile, a good part of them', () => {
    const compiled = fc.sample(soundSearch, 100).filter((text) => compileAll(text).compiled);
    expect(compiled.length).toBeGreaterThan(30);
  });
});

describe('no text', () => {
  it.each([
    ['that is a search', soundSearch],
    ['that looks like one', likely],
    ['that is a damaged search', broken],
    ['at all', fc.string({ unit: 'binary', maxLength: 200 })],
  ])(
    '%s makes the compiler throw or dawdle',
    (_, texts) => {
      fc.assert(
        fc.property(texts, (text) => {
          expect(compileAll(text).ms, text).toBeLessThan(limitMs);
        }),
        { numRuns },
      );
    },
    600_000,
  );
});

/** The SQL with the content of its texts and identifiers taken out, read by the rules of SQL and by nothing of ours. */
function skeleton(statement: string): string {
  const emptied = statement.replace(/'(?:[^']|'')*'/g, "''").replace(/"(?:[^"]|"")*"/g, '""');
  // A NUL cannot stand in a literal.
  return emptied.replace(/\(''(?: \|\| (?:chr\(0\)|''))+\)/g, "''");
}

describe('a hostile name or value', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      "'; drop table t; --",
      '" or 1=1 --',
      '/* x',
      '\\',
      "\\'",
      '$$',
      '{x}',
      "a''b",
      '\u0000',
      '\u2028',
      '";',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  );
  /** As a quoted SPL text; a pattern would make other SQL by right. */
  const quoted = (text: string): string => `"${text.replace(/[*\\"|`[\]$]/g, 'x')}"`;

  it.each([
    ['a value of search', (text: string) => `index=a user=${text} | stats count`],
    ['a text of eval', (text: string) => `index=a | eval x=user.${text} | where x!=${text} | table x`],
    ['a list', (text: string) => `index=a user IN ("q", ${text}) | stats count by op`],
    ['a field', (text: string) => `index=a | stats count by ${text}`],
    ['a new name', (text: string) => `index=a | stats values(user) as ${text} | table ${text}`],
    ['a filler', (text: string) => `index=a | fillnull value=${text} user | table user`],
  ])('is text to the engine: %s', (_, spl) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const usual = compileSpl(spl('"xx"'), { now: testNow }).query;
        const { query, diagnostics } = compileSpl(spl(quoted(text)), { now: testNow });
        // A number, an address or a keyword is compared otherwise; a mistake makes no SQL at all.
        fc.pre(query !== null && usual !== null && !/[0-9:.]/.test(text) && text.trim() !== '');
        expect(skeleton(sqlOf(query)), diagnostics.map(({ message }) => message).join()).toBe(
          skeleton(sqlOf(usual)),
        );
      }),
      { numRuns: Math.min(numRuns, 200) },
    );
  });
});
