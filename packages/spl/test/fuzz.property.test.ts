import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateNames } from '../src/aggregates/find.ts';
import { commands } from '../src/commands/registry.ts';
import { compileSpl } from '../src/compile.ts';
import { allFunctions } from '../src/functions/find.ts';
import { scanRequirements } from '../src/plan/pushdown.ts';
import { sqlOf, testNow } from './plans.ts';

/** Nightly runs set it to many more. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const limitMs = 1000;

const names = [
  'user',
  'op',
  'a.b',
  'm{}',
  '_time',
  '_raw',
  'x y',
  "it's",
  'null',
  'AS',
  '*',
  'f*',
  '日本',
  'a',
];
const field = fc.constantFrom(
  ...names,
  ...names.map((name) => `"${name}"`),
  ...names.map((name) => `'${name}'`),
);
const literal = fc.oneof(
  fc.constantFrom(
    '1',
    '-1',
    '0',
    '1e308',
    '1e400',
    '0.1',
    '007',
    '""',
    '"a*"',
    '"%"',
    '"\\\\"',
    '"("',
    '-7d@d',
    '"[a-"',
    'now()',
  ),
  fc.string({ maxLength: 8 }).map((text) => `"${text.replaceAll('"', '')}"`),
);
const operator = fc.constantFrom(
  '=',
  '!=',
  '<',
  '>=',
  '==',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' IN (',
  '.',
  '+',
  '-',
  '*',
  '/',
  '%',
  ' LIKE ',
  ' XOR ',
);

const expression: fc.Arbitrary<string> = fc.letrec<{ expression: string; call: string; leaf: string }>(
  (tie) => ({
    leaf: fc.oneof(field, literal),
    call: fc
      .tuple(
        fc.constantFrom(...allFunctions.map(({ name }) => name)),
        fc.array(tie('expression'), { maxLength: 4 }),
      )
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    expression: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      tie('call'),
      fc.tuple(tie('expression'), operator, tie('expression')).map((parts) => parts.join('')),
      tie('expression').map((inner) => `(${inner})`),
    ),
  }),
).expression;

const aggregate = fc
  .tuple(
    fc.constantFrom(...aggregateNames()),
    fc.oneof(
      field,
      expression.map((inner) => `eval(${inner})`),
      fc.constant(''),
    ),
  )
  .map(([name, argument]) => `${name}(${argument})`);

const word = fc.oneof(
  { weight: 4, arbitrary: field },
  { weight: 2, arbitrary: literal },
  { weight: 2, arbitrary: aggregate },
  { weight: 2, arbitrary: expression },
  { weight: 2, arbitrary: fc.tuple(field, operator, expression).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'by',
      'as',
      'over',
      'with',
      'in',
      'where',
      'OUTPUT',
      'limit=0',
      'span=1h',
      'max=2',
      ',',
      '|',
      '[',
      ']',
      '(',
      ')',
      '`',
      '```',
      '$x$',
      'field=m{}',
    ),
  },
);

const stage = fc
  .tuple(fc.constantFrom(...commands.map(({ name }) => name)), fc.array(word, { maxLength: 6 }))
  .map(([name, words]) => `${name} ${words.join(' ')}`);

/** Looks like a search, and often is one. */
const likely = fc.array(stage, { minLength: 1, maxLength: 5 }).map((stages) => stages.join(' | '));

const soundExamples = allFunctions.flatMap(({ vectors }) =>
  vectors.flatMap(([text, gives]) =>
    typeof gives === 'object' && gives !== null && 'error' in gives ? [] : [text],
  ),
);

/** Expressions that compile, of every function, within one another. */
const sound: fc.Arbitrary<string> = fc.letrec<{ sound: string; example: string }>((tie) => ({
  example: fc.constantFrom(...soundExamples),
  sound: fc.oneof(
    { maxDepth: 5 },
    tie('example'),
    fc.tuple(tie('example'), tie('sound')).map(([text, inner]) => text.replace(/\bx\b/, `(${inner})`)),
    fc
      .tuple(tie('sound'), fc.constantFrom(' AND ', ' OR ', '=', '<', '.', '+', '*'), tie('sound'))
      .map((parts) => `(${parts.join('')})`),
  ),
})).sound;

const plain = fc.constantFrom('x', 'm', 'user', "'a.b'", '_time');
const soundStage = fc.oneof(
  fc.tuple(plain, sound).map(([name, text]) => `eval ${name}=${text}`),
  sound.map((text) => `where ${text}`),
  fc.tuple(sound, plain).map(([text, name]) => `stats count(eval(${text})) as n values(x) as x by ${name}`),
  fc.tuple(plain, plain).map(([a, b]) => `eventstats dc(${a}) as x by ${b}`),
  fc.tuple(plain, plain).map(([a, b]) => `streamstats current=f sum(${a}) as x by ${b}`),
  fc.tuple(plain, plain).map(([a, b]) => `rename ${a} as ${b}`),
  plain.map((name) => `rex field=${name} "(?<x>.)(?<m>b*)"`),
  plain.map((name) => `dedup 2 ${name}`),
  plain.map((name) => `sort 5 - ${name}`),
  plain.map((name) => `mvexpand ${name}`),
  plain.map((name) => `search ${name.replaceAll("'", '"')}=a* NOT b`),
  fc.constant('bin _time span=1h'),
);
/** Many compile; the others give a condition where a value is due. */
const soundSearch = fc
  .array(soundStage, { minLength: 1, maxLength: 12 })
  .map((stages) => `index=a | ${stages.join(' | ')}`);

/** A search with a piece cut out, doubled or replaced. */
const broken = fc
  .tuple(
    fc.oneof(likely, soundSearch),
    fc.nat(),
    fc.nat(30),
    fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 5 })),
  )
  .map(([text, at, length, instead]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + instead + text.slice(start + length);
  });

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
