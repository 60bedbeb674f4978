import fc from 'fast-check';
import { aggregateNames } from '../src/aggregates/find.ts';
import { commands } from '../src/commands/registry.ts';
import { allFunctions } from '../src/functions/find.ts';

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
export const likely = fc.array(stage, { minLength: 1, maxLength: 5 }).map((stages) => stages.join(' | '));

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
  plain.map((name) => `convert ctime(${name}) num(x) as y`),
  fc.tuple(plain, sound).map(([name, text]) => `foreach x ${name} [ eval <<FIELD>>=${text} ]`),
  fc
    .tuple(plain, plain)
    .map(([a, b]) => `append [ search index=b ${a}=1 | eval ${b}=x | stats count by ${b} ]`),
  fc
    .tuple(plain, plain)
    .map(([a, b]) => `join type=left ${a} [ search index=b | stats count by ${a} | rename count as ${b} ]`),
  fc.tuple(plain, plain).map(([a, b]) => `transaction ${a} maxpause=5m startswith=(${b}=1)`),
  fc.tuple(plain, plain).map(([a, b]) => `streamstats window=3 max(${a}) as ${b} by x`),
  fc.tuple(plain, plain).map(([a, b]) => `top limit=3 ${a} by ${b}`),
  fc.tuple(plain, plain).map(([a, b]) => `chart count over ${a} by ${b}`),
  fc.tuple(plain, plain).map(([a, b]) => `timechart span=1h dc(${a}) by ${b}`),
  plain.map((name) => `makemv delim="," ${name}`),
  plain.map((name) => `filldown ${name}`),
  plain.map((name) => `spath input=${name} path=a.b{} output=m`),
  plain.map((name) => `replace a* with "b" in ${name}`),
  fc.constantFrom(
    'addtotals',
    'reverse',
    'xmlkv',
    'extract',
    'appendpipe [ stats count ]',
    'fromjson x',
    'tail 3',
    'format',
  ),
);
/** Many compile; the others give a condition where a value is due. */
export const soundSearch = fc
  .array(soundStage, { minLength: 1, maxLength: 12 })
  .map((stages) => `index=a | ${stages.join(' | ')}`);

/** A search with a piece cut out, doubled or replaced. */
export const broken = fc
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
