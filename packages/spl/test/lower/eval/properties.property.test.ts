import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksNumeric } from '../../../src/plan/expr.ts';
import { numberText } from '../../../src/plan/number-text.ts';
import { quoteLiteral, quoteText } from '../../../src/sql/duckdb/quote.ts';
import { sql } from '../../../src/sql/sql.ts';
import { evaluate, evaluateRows, selectCell } from '../../evaluate.ts';

/** Text that a log may hold where a number, an address, a time or a pattern is expected. */
const dirty = fc.oneof(
  fc.constantFrom(
    '',
    ' 5',
    '5 ',
    '1_000',
    'nan',
    'inf',
    '-inf',
    '+5',
    '.5',
    '5.',
    '1e5',
    '1E+5',
    '1e999',
    '-1e999',
    '0x10',
    '1e-400',
    '5\n',
    '99999999999999999999',
    '-',
    '.',
    '+.',
    'e5',
    '10.0.0.1',
    '::1',
    '1:2:3',
    '\\',
    '(',
    '[',
    '%',
    '_',
    "'",
    '"',
    '{"a":',
    '{"a":1}',
    '-1',
    '2147483648',
    '9007199254740993',
    '1.5',
    '::ffff:1.2.3.4',
    '@d',
    '-1d@d',
    '2023-11-14 22:13:20',
    '%ff',
    'null',
    '\u0000',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.stringMatching(/^[-+0-9.eE_ :]{0,8}$/),
);

describe('looksNumeric', () => {
  it('says the same in the lowering and in DuckDB', async () => {
    await fc.assert(
      fc.asyncProperty(dirty, async (text) => {
        expect(await evaluate('isnum(x)', { x: text })).toBe(looksNumeric(text));
        const number = await evaluate('x*1', { x: text });
        expect(number === null).toBe(!looksNumeric(text));
      }),
      { numRuns: 150 },
    );
  });
});

describe('number.toText', () => {
  it('prints as numberText does, by column and by expression', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.double(), fc.integer(), fc.double({ noInteger: true, min: -1e9, max: 1e9 })),
        async (value) => {
          expect(await evaluate('tostring(x)', { x: value })).toBe(numberText(value));
          expect(await evaluate('tostring(x*1)', { x: value })).toBe(numberText(value));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('quoting', () => {
  it('brings any string through DuckDB unchanged', async () => {
    const hostile = fc.oneof(
      dirty,
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom("'; drop table x; --", '$$', "\\'", '\0\0'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        expect(await selectCell(sql`SELECT ${quoteText(text)} AS r`)).toBe(text);
        const list = quoteLiteral({ op: 'literal', value: [text, 'b'], type: 'multivalue' });
        expect(await selectCell(sql`SELECT ${list} AS r`)).toEqual([text, 'b']);
      }),
      { numRuns: 150 },
    );
  });
});

/** Expressions over every kind of function, to be computed on hostile values. */
const templates = [
  'x+y',
  'x-y',
  'x*y',
  'x/y',
  'x%y',
  '-x',
  'x.y',
  'x=y',
  'x<y',
  'x!=5',
  'x IN (y, "5", "a")',
  'x LIKE y',
  'n+x',
  'x>=n',
  'abs(x)',
  'ceil(x)',
  'floor(x)',
  'sqrt(x)',
  'exp(x)',
  'ln(x)',
  'log(x, y)',
  'pow(x, y)',
  'round(x)',
  'round(x, 2)',
  'round(x, y)',
  'sin(x)',
  'acos(x)',
  'atanh(x)',
  'acosh(x)',
  'hypot(x, y)',
  'atan2(x, y)',
  'bit_and(x, y)',
  'bit_shift_left(x, y)',
  'bit_shift_right(x, y)',
  'len(x)',
  'lower(x)',
  'upper(x)',
  'substr(x, y)',
  'substr(x, y, n)',
  'substr(x, 1, y)',
  'trim(x, y)',
  'replace(x, y, x)',
  'replace(x, "(.)", y)',
  'match(x, y)',
  'split(x, y)',
  'urldecode(x)',
  'spath(x, "a.b")',
  'spath(x, "a{}.b")',
  'tonumber(x)',
  'tonumber(x, 16)',
  'tonumber(x, y)',
  'tostring(x, "hex")',
  'tostring(x, "binary")',
  'tostring(x, "commas")',
  'tostring(x, "duration")',
  'printf("%d %x %c %5.2f %s %e", x, x, x, x, y, x)',
  'mvcount(m)',
  'mvindex(m, x)',
  'mvindex(m, x, y)',
  'mvfind(m, x)',
  'mvjoin(m, x)',
  'mvappend(m, x, y)',
  'mvdedup(m)',
  'mvsort(m)',
  'mvzip(m, x, y)',
  'mvrange(x, y)',
  'mvrange(x, y, n)',
  'mvfilter(m=5 OR match(m, "a"))',
  'mvmap(m, m*2)',
  'mvmap(m, if(match(x, m), m, null()))',
  'mvreverse(m)',
  'min(x, y, m)',
  'max(x, y, n)',
  'sum(x, m)',
  'avg(x, n)',
  'isint(x)',
  'typeof(x)',
  'nullif(x, y)',
  'cidrmatch(x, y)',
  'cidrmatch("10.0.0.0/8", x)',
  'cidrmatch("::/1", x)',
  'strftime(x, "%Y-%m-%dT%H:%M:%S.%3N %s %e %j %V %U %Q %+")',
  'strptime(x, "%Y-%m-%d %H:%M:%S")',
  'strptime(x, "%b %e %j %s")',
  'strptime(x, "%H:%M:%S.%N%z %p %Z")',
  'relative_time(x, "-1mon@w1")',
  'relative_time(x, y)',
  'relative_time(n, x)',
  'md5(x)',
  'sha256(x)',
];

/** Rows with `x`, `y`, `n`, `m`, computed by one query. */
const rows = fc.array(
  fc.record({
    x: fc.oneof(dirty, fc.constant(null)),
    y: fc.oneof(dirty, fc.constant(null)),
    n: fc.oneof(fc.double(), fc.integer(), fc.constant(0)),
    m: fc.array(dirty, { minLength: 2, maxLength: 4 }),
  }),
  { minLength: 20, maxLength: 40 },
);

describe('every function is total', () => {
  it.each(templates)('%s', async (template) => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const found = await evaluateRows(template, given);
        expect(found.length).toBe(given.length);
        // The empty list is NULL.
        expect(found.filter((cell) => Array.isArray(cell) && cell.length === 0)).toEqual([]);
      }),
      { numRuns: 2 },
    );
  });
});
