import { describe, expect, it } from 'vitest';
import { parseSearchExpression } from '../../src/parser/parse-search-expression.ts';
import { errorsOf, searchShape, warningsOf } from './parsed.ts';

describe('precedence in a search: NOT, then OR, then AND', () => {
  it.each([
    ['a=1 b=2 OR c=3', '(AND a=1 (OR b=2 c=3))'],
    ['a=1 OR b=2 AND c=3', '(AND (OR a=1 b=2) c=3)'],
    ['a=1 OR b=2 OR c=3', '(OR a=1 b=2 c=3)'],
    ['(a=1) OR (b=2 AND c=3)', '(OR a=1 (AND b=2 c=3))'],
    ['NOT a=1 OR b=2', '(OR (NOT a=1) b=2)'],
    ['NOT (a=1 b=2)', '(NOT (AND a=1 b=2))'],
    ['NOT[search x] OR(b)', '(OR (NOT [search]) keyword:b)'],
    ['a, b', '(AND keyword:a keyword:b)'],
  ])('%s', (text, expected) => {
    expect(searchShape(text)).toBe(expected);
  });
});

describe('terms', () => {
  it.each([
    ['actor.name=ann', 'actor.name=ann'],
    ['Parameters{}.Name=Forward*', 'Parameters{}.Name=Forward*'],
    ['"user name" = "a b"', 'user name="a b"'],
    ['k8s.io/reason=x', 'k8s.io/reason=x'],
    ['tag::host=x', 'tag::host=x'],
    ['a==b', 'a=b'],
    ['bytes>=75', 'bytes>=75'],
    ['url=http://h/p?a=b,c:d', 'url=http://h/p?a=b,c:d'],
    ['a=b, c=d', '(AND a=b c=d)'],
    ['p="C:\\\\Users\\\\*"', 'p="C:\\\\Users\\\\*"'],
    ['p=C:\\\\Users\\x', 'p=C:\\Users\\x'],
    ['p=*\\"host\\":true*', 'p=*"host":true*'],
    ['p=*"a b"*', 'p="*a b*"'],
    ['p="a"OR q="b"', '(OR p="a" q="b")'],
    ['earliest=-1d@d latest=now', '(AND earliest=-1d@d latest=now)'],
    ['clientip=192.168.0.0/16', 'clientip=192.168.0.0/16'],
    ['a=$tok$', 'a=$tok$'],
    ['fail* "a phrase" *', '(AND keyword:fail* phrase:a phrase keyword:*)'],
    ['TERM(10.0.0.1) CASE("Foo Bar")', '(AND term:10.0.0.1 case:Foo Bar)'],
    ['`m` a=`n`', '(AND `m` a=`n`)'],
    ['"a|b[c" | search x', undefined],
  ])('%s', (text, expected) => {
    if (expected === undefined) expect(errorsOf(text)).toEqual([]);
    else expect(searchShape(text)).toBe(expected);
  });

  it.each([
    ['a IN (404, "b c", d*)', 'a IN [404 b c d*]'],
    ['a IN(200,403) b=c', '(AND a IN [200 403] b=c)'],
    ['a IN (x y)', 'a IN [x y]'],
    ['NOT a IN (x)', '(NOT a IN [x])'],
    ['a NOT IN (x)', '(NOT a IN [x])'],
    ['"a b" IN (x)', 'a b IN [x]'],
    ['a IN (`list`)', 'a IN [`list`]'],
  ])('%s', (text, expected) => {
    expect(searchShape(text)).toBe(expected);
  });
});

describe('faults', () => {
  it.each([
    ['a OR', 'SPL1009 «»'],
    ['OR b', 'SPL1009 «OR»'],
    ['a AND OR b', 'SPL1009 «OR»'],
    ['NOT', 'SPL1009 «»'],
    ['()', 'SPL1009 «)»'],
    ['(a=1', 'SPL1006 «(»'],
    ['a=1)', 'SPL1005 «)»'],
    ['a=', 'SPL1010 «»'],
    ['=b', 'SPL1009 «=»'],
    ['a=(b OR c)', 'SPL1018 «(»'],
    ['a IN ()', 'SPL1009 «)»'],
    ['a="b', 'SPL1001 «"»'],
    ['a [search b', 'SPL1004 «[»'],
    ['a ]', 'SPL1005 «]»'],
    ['a []', 'SPL1008 «]»'],
    ['a `b', 'SPL1002 «`»'],
    ['a `b(`', 'SPL2005 «`b(`»'],
  ])('%s', (text, expected) => {
    expect(errorsOf(text)).toEqual([expected]);
  });
});

describe('what is likely meant otherwise gives a warning', () => {
  it.each([
    ['a=1 or b=2', 'SPL1101 «or»'],
    ['_time>=relative_time(now(),"-1h")', 'SPL1102 «relative_time(now(),"-1h")»'],
    ["user='ann'", "SPL1103 «'ann'»"],
    ['a [index=b | fields c]', 'SPL1104 «index»'],
    ['tstats count from datamodel=Web', 'SPL1105 «tstats»'],
    ['a=\u201cb\u201d', 'SPL1106 «\u201cb\u201d»'],
  ])('%s', (text, expected) => {
    expect(warningsOf(text)).toEqual([expected]);
    expect(errorsOf(text)).toEqual([]);
  });
});

describe('parseSearchExpression', () => {
  it('reads the text of searchmatch()', () => {
    expect(parseSearchExpression('a=1 OR b')).toMatchObject({ expr: { kind: 'search-or' }, diagnostics: [] });
  });

  it.each(['a=', 'a | b', '', 'x ]'])(
    'gives for "%s" an error and an expression that matches nothing',
    (text) => {
      const { expr, diagnostics } = parseSearchExpression(text);
      expect(diagnostics.length).toBeGreaterThan(0);
      expect(expr).toMatchObject({ kind: 'search-not', term: { text: '*' } });
    },
  );
});
