import { describe, expect, it } from 'vitest';
import { errorsOf, exprShape } from './parsed.ts';

describe('precedence of eval operators', () => {
  it.each([
    ['a=1 AND b=2 OR c=3', '(OR (AND (= a 1) (= b 2)) (= c 3))'],
    ['a OR b AND c XOR d', '(XOR (OR a (AND b c)) d)'],
    ['NOT a=1 AND b=2', '(AND (NOT (= a 1)) (= b 2))'],
    ['NOT NOT a', '(NOT (NOT a))'],
    ['2+3*4', '(+ 2 (* 3 4))'],
    ['a-b-c', '(- (- a b) c)'],
    ['a." ".b+1', '(+ (. (. a " ") b) 1)'],
    ['-x+10', '(+ (- x) 10)'],
    ['a*-b%c', '(% (* a (- b)) c)'],
    ['a+1>b.c', '(> (+ a 1) (. b c))'],
    ['(a+b)*c', '(* (+ a b) c)'],
    ['a==b', '(= a b)'],
  ])('%s', (text, expected) => {
    expect(exprShape(text)).toBe(expected);
  });
});

describe('operands', () => {
  it.each([
    ["'Parameters{}.Name'", "'Parameters{}.Name'"],
    ['Last.Name', '(. Last Name)'],
    ['true', 'true'],
    ['null', 'null'],
    ['true()', 'true()'],
    ['IsNotNull (a)', 'isnotnull(a)'],
    ['.5', '.5'],
    ['1.5e-3', '1.5e-3'],
    ['1 . 5', '(. 1 5)'],
    ['"say \\"hi\\"\\d"', '"say \\"hi\\"\\\\d"'],
    ["'<<FIELD>>'+<<FIELD>>", "(+ '<<FIELD>>' <<FIELD>>)"],
    ['r_<<MATCHSTR>>_x', 'r_<<MATCHSTR>>_x'],
    ['$tok$', '$tok$'],
    ['`m`+1', '(+ `m` 1)'],
    ['[search a | return $b]', '[...]'],
  ])('%s', (text, expected) => {
    expect(exprShape(text)).toBe(expected);
  });
});

describe('word operators, in any letter case', () => {
  it.each([
    ['a In ("x", b)', '(IN a "x" b)'],
    ['"10.0.0.1" in(src,dst)', '(IN "10.0.0.1" src dst)'],
    ['NOT a IN ("x")', '(NOT (IN a "x"))'],
    ['a not in ("x")', '(NOT IN a "x")'],
    ['a like "x%" or not b LIKE "y"', '(OR (LIKE a "x%") (NOT (LIKE b "y")))'],
    ['a NOT LIKE "x"', '(NOT (LIKE a "x"))'],
    ['if(in(a,"b"), like(c,"d"), e)', 'if(in(a "b") like(c "d") e)'],
    ['a IN (`list`)', '(IN a `list`)'],
  ])('%s', (text, expected) => {
    expect(exprShape(text)).toBe(expected);
  });
});

describe('faults', () => {
  it.each([
    ['| eval a=1+', 'SPL1009 «»'],
    ['| eval a=', 'SPL1009 «»'],
    ['| where AND b', 'SPL1009 «AND»'],
    ['| where a=', 'SPL1009 «»'],
    ['| eval a=f(1,)', 'SPL1009 «)»'],
    ['| eval a=b..c', 'SPL1009 «.»'],
    ['| where a IN ()', 'SPL1009 «)»'],
    ['| where a IN b', 'SPL1010 «b»'],
    ['| eval a=if(b=1,"x"', 'SPL1006 «(»'],
    ['| eval a=(1+2', 'SPL1006 «(»'],
    ['| eval a=1)', 'SPL1005 «)»'],
    ['| eval a=b c', 'SPL1010 «c»'],
    ['| eval a="b" "c"', 'SPL1010 «"c"»'],
    ['| eval 5', 'SPL1010 «»'],
    ['| eval 5=1', 'SPL1014 «5»'],
    ['| eval a', 'SPL1010 «»'],
    ['| eval a=1, ', 'SPL1010 «»'],
    ['| eval a=5minutes', 'SPL1014 «5minutes»'],
    ['| eval a=b{}', 'SPL1014 «b{}»'],
    ["| eval 'a=1", "SPL1015 «'»"],
    ["| eval 'a | b'=1", "SPL1015 «'»"],
  ])('%s', (text, expected) => {
    expect(errorsOf(text)[0]).toBe(expected);
  });

  it('reads the stages after a faulty one', () => {
    expect(errorsOf('| eval a=1+ | where b= | stts count')).toEqual([
      'SPL1009 «|»',
      'SPL1009 «|»',
      'SPL1011 «stts»',
    ]);
  });
});
