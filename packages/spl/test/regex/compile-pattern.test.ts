import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/regex/compile-pattern.ts';
import { rewriteReplacement } from '../../src/regex/rewrite-replacement.ts';

function patternOf(pattern: string): string {
  const compiled = compilePattern(pattern);
  return compiled.ok
    ? compiled.pattern
    : `${compiled.kind}: ${compiled.kind === 'malformed' ? compiled.reason : compiled.construct}`;
}

describe('patterns that are rewritten', () => {
  it.each([
    ['(?<user>\\w+)@', '(?P<user>\\w+)@'],
    ["(?'user'\\w+)", '(?P<user>\\w+)'],
    ['[\\w-.]+', '[\\w\\-.]+'],
    ['[a-\\d]', '[a\\-\\d]'],
    ['[\\b]', '[\\x08]'],
    ['[[]', '[\\[]'],
    ['[^]a]', '[^]a]'],
    ['a{b}', 'a\\{b}'],
    ['a{,3}', 'a\\{,3}'],
    ['\\x4', '\\x{4}'],
    ['\\x41\\012\\cA', '\\x{41}\\x{a}\\x{1}'],
    ['\\Qa.b\\E+', 'a\\.b+'],
    ['\\é\\i\\_', 'éi\\_'],
    ['a(?#note)b', 'ab'],
    ['(?i)abc(?-i:D)', '(?i)abc(?-i:D)'],
    ['\\d++\\s', '\\d+\\s'],
    ['"[^"]*+"', '"[^"]*"'],
    ['x(?>a|b)', 'x(?:a|b)'],
    ['.*+$', '.*$'],
    ['a\\Z', 'a(?:\\n?\\z)'],
    ['a*?b+?c??d{2,3}?', 'a*?b+?c??d{2,3}?'],
  ])('%s', (pattern, expected) => expect(patternOf(pattern)).toBe(expected));

  it('gives the sets of PCRE that RE2 lacks the same members', () => {
    const finds = (pattern: string, text: string): boolean =>
      RE2JS.compile(patternOf(pattern)).matcher(text).find();
    expect(finds('^\\h+$', ' \t\u00a0')).toBe(true);
    expect(finds('^[\\h;]+$', ' ;\t')).toBe(true);
    expect(finds('\\H', ' \t')).toBe(false);
    expect(finds('^a\\Rb$', 'a\r\nb')).toBe(true);
    expect(finds('^\\N$', '\n')).toBe(false);
  });
});

describe('patterns that are refused', () => {
  it.each([
    ['a(?=b)', 'unsupported: a look-ahead'],
    ['(?<!a)b', 'unsupported: a look-behind'],
    ['(a)\\1', 'unsupported: a back reference'],
    ['(?P<x>a)(?P=x)', 'unsupported: a back reference'],
    ['a\\Kb', 'unsupported: a reset of the match start (\\K)'],
    ['(?R)', 'unsupported: recursion'],
    ['(?x) a', 'unsupported: the flag "x"'],
    ['a++a', 'unsupported: a possessive quantifier'],
    ['(?>a|ab)c', 'unsupported: an atomic group'],
    ['a{2000}', 'unsupported: more than 1000 repetitions'],
    ['\\pL{1000}', 'unsupported: so large a repetition'],
    ['(a', 'malformed: missing closing ): "(a"'],
    ['[a', 'malformed: missing closing ]'],
    ['a\\', 'malformed: a backslash at the end'],
    ['a{3,2}', 'malformed: invalid repeat count: "{3,2}"'],
  ])('%s', (pattern, expected) => expect(patternOf(pattern)).toBe(expected));
});

describe('groups', () => {
  it('names them in the order of the pattern', () => {
    const compiled = compilePattern('(a)(?<second>b)|(?<first>c)');
    expect(compiled).toMatchObject({
      ok: true,
      groupCount: 3,
      groups: [
        { name: 'second', index: 2 },
        { name: 'first', index: 3 },
      ],
    });
  });
});

describe('rewriteReplacement', () => {
  it.each([
    ['\\1-\\2', 2, '\\1-\\2'],
    ['\\3', 2, ''],
    ['\\q', 0, '\\\\q'],
    ['a\\', 0, 'a\\\\'],
  ])('%s with %d groups', (text, groups, expected) =>
    expect(rewriteReplacement(text, groups)).toBe(expected),
  );
});
