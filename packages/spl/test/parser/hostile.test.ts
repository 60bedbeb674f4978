import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripSpans } from '../../src/ast/strip-spans.ts';
import { expandMacros } from '../../src/macros/expand-macros.ts';
import { expressionHeightLimit, searchLimitChars } from '../../src/parser/limits.ts';
import { parseSearchExpression } from '../../src/parser/parse-search-expression.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';
import { printSpl } from '../../src/print/print-spl.ts';
import { errorsOf } from './parsed.ts';

const many = 10_000;

describe('deep nesting is one diagnostic', () => {
  it.each([
    ['parentheses', '('.repeat(many)],
    ['closed parentheses', `${'('.repeat(many)}a${')'.repeat(many)}`],
    ['parentheses of eval', `| eval a=${'('.repeat(many)}`],
    ['brackets', '['.repeat(many)],
    ['subsearches', `a ${'[search '.repeat(many)}${']'.repeat(many)}`],
    ['templates', '| foreach a [ '.repeat(many)],
    ['calls', `| eval a=${'f('.repeat(many)}`],
    ['NOT in a search', `${'NOT '.repeat(many)}a`],
    ['NOT in an expression', `| where ${'NOT '.repeat(many)}a`],
    ['signs', `| eval a=${'-'.repeat(many)}1`],
    ['right sides', `| where ${'a AND ('.repeat(many)}`],
    ['a chain of operators', `| eval a=1${'+1'.repeat(many)}`],
    ['chains in chains', `| eval a=${'('.repeat(100)}1${`${'+1'.repeat(500)})`.repeat(100)}`],
  ])('%s', (_name, text) => {
    expect(parseSpl(text).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['SPL1012']);
  });

  it('does not mind a long flat search, nor a chain below the limit', () => {
    expect(errorsOf(`a=1${' OR a=1'.repeat(many)}`)).toEqual([]);
    expect(errorsOf(`| where a${' OR b'.repeat(expressionHeightLimit - 1)}`)).toEqual([]);
    expect(errorsOf(`| where a${' OR b'.repeat(expressionHeightLimit)}`)).toHaveLength(1);
  });
});

describe('long text', () => {
  it('refuses more than the limit at once', () => {
    expect(parseSpl('x'.repeat(searchLimitChars + 1)).diagnostics.map((d) => d.code)).toEqual(['SPL1016']);
  });

  it.each([
    ['pipes', '|'],
    ['unknown commands', '| foo '],
    ['backticks', '`'],
    ['backslashes', '\\'],
    ['single quotes', "'"],
    ['open calls', 'a=b('],
    ['open lists', 'a IN ('],
    ['fields', '| table a, '],
    ['operators', '=='],
    ['words', 'a '],
  ])('reads %s in time that grows with their number only', (_name, piece) => {
    const text = piece.repeat(Math.floor(searchLimitChars / piece.length / 2));
    const started = performance.now();
    expandMacros(text, []);
    const { diagnostics } = parseSpl(text);
    expect(diagnostics.length).toBeLessThanOrEqual(100);
    // Twenty times what it takes on a quiet machine; the square of the length would take minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** Text made of the pieces that the grammar is made of, so that many of them fit together. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '|',
        '[',
        ']',
        '(',
        ')',
        ',',
        '=',
        '!=',
        '"',
        "'",
        '`',
        '```',
        '\\',
        '-',
        '*',
        '.',
        ' ',
        '\n',
      ),
      fc.constantFrom(
        'search',
        'eval',
        'stats',
        'count',
        'by',
        'as',
        'where',
        'NOT',
        'OR',
        'AND',
        'IN',
        'not',
        'in',
      ),
      fc.constantFrom(
        'a',
        '1',
        '5m',
        '"x y"',
        '<<FIELD>>',
        '$t$',
        'TERM(',
        'tstats',
        'from',
        'lookup',
        'OUTPUT',
      ),
      fc.constantFrom(
        'rex',
        'sort',
        'rename',
        'transaction',
        'startswith=(',
        'head',
        'regex',
        '`m(1)`',
        '__proto__',
      ),
      fc.constantFrom('constructor', 'toString', 'a{}.b', '\u0000', '\u202e', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .chain((pieces) => fc.constantFrom('', ' ').map((glue) => pieces.join(glue)));

describe('any text', () => {
  it('is read without a throw, with spans inside the text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { diagnostics } = parseSpl(text);
        parseSearchExpression(text);
        for (const { span } of diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same after printing, when it could be read', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { ast } = parseSpl(text);
        const printed = printSpl(ast);
        fc.pre(errorsOf(text).length === 0);
        expect(errorsOf(printed), printed).toEqual([]);
        expect(stripSpans(parseSpl(printed).ast), printed).toEqual(stripSpans(ast));
      }),
      { numRuns: 2000 },
    );
  });
});
