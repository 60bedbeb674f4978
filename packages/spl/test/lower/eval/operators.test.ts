import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/value.ts';
import { evaluate, type Fields } from '../../evaluate.ts';

type Case = readonly [text: string, gives: Cell | boolean | { readonly error: string }, fields?: Fields];

function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    it.each(cases.map((each) => [each[0], JSON.stringify(each[2] ?? {}), each] as const))(
      '%s on %s',
      async (text, _shown, [, gives, fields]) => {
        const found = await evaluate(text, fields);
        expect(Array.isArray(found) && found.length === 1 ? found[0] : found).toEqual(gives);
      },
    );
  });
}

table('comparison of dynamic values', [
  ['x=1', true, { x: '1.0' }],
  ['x=1', false, { x: '1a' }],
  ['x!=1', true, { x: '1a' }],
  ['x=1', null, { x: null }],
  ['x!=1', null, { x: null }],
  ['x=1', false, { x: '' }],
  ['x=1', false, { x: ' 1' }],
  ['x=1000', false, { x: '1_000' }],
  ['x="1"', true, { x: '1.0' }],
  ['x="a"', false, { x: 'A' }],
  ['x!="a"', true, { x: '' }],
  ['x>9', true, { x: '10' }],
  ['x>9', true, { x: 'abc' }],
  ['x>"9"', true, { x: '10' }],
  ['x<y', true, { x: '9', y: '10' }],
  ['x<y', false, { x: 'b', y: 'B' }],
  ['x<y', true, { x: '10', y: '9a' }],
  ['x=y', true, { x: '1e2', y: '100' }],
  ['x=y', false, { x: '1e2', y: '100 ' }],
  ['x=y', null, { x: '5', y: null }],
  ['x!=y', null, { x: null, y: null }],
  ['x=y', false, { x: 'nan', y: 'NaN' }],
  ['n=x', true, { n: 404, x: '404' }],
  ['n="abc"', false, { n: 404 }],
  ['n!="abc"', true, { n: 404 }],
  ['n<"abc"', true, { n: 404 }],
  ['nosuch=1', null],
  ['"abc"<"abd"', true],
  ['"Z"<"a"', true],
  ['(x=1)=(y=1)', true, { x: '2', y: '3' }],
  ['(x=1)=5', { error: 'SPL2203' }, { x: '1' }],
]);

table('multivalue operands', [
  ['m="b"', true, { m: ['a', 'b'] }],
  ['m="z"', false, { m: ['a', 'b'] }],
  ['m!="a"', true, { m: ['a', 'b'] }],
  ['m=2', true, { m: ['1', '2.0'] }],
  ['m>5', false, { m: ['1', '2'] }],
  ['m=n', true, { m: ['a', 'b'], n: ['b', 'c'] }],
  ['m=x', null, { m: ['a', 'b'], x: null }],
  ['m IN ("z", "b")', true, { m: ['a', 'b'] }],
  ['"b" IN (m)', true, { m: ['a', 'b'] }],
  ['m LIKE "b%"', true, { m: ['a', 'bc'] }],
  ['m+1', null, { m: ['1', '2'] }],
  ['m."x"', null, { m: ['1', '2'] }],
]);

table('three truth values', [
  ['x=1 AND y=1', false, { x: null, y: '2' }],
  ['x=1 AND y=1', null, { x: null, y: '1' }],
  ['x=1 OR y=1', true, { x: null, y: '1' }],
  ['x=1 OR y=1', null, { x: null, y: '2' }],
  ['NOT x=1', null, { x: null }],
  ['NOT x IN ("a")', null, { x: null }],
  ['NOT x IN ("a")', true, { x: 'b' }],
  ['x=1 XOR y=1', true, { x: '1', y: '2' }],
  ['x=1 XOR y=1', null, { x: '1', y: null }],
  ['NOT x=1 AND y=1', true, { x: '2', y: '1' }],
]);

table('IN', [
  ['x IN ("404", "a")', true, { x: '404.0' }],
  ['x IN ("404", "a")', true, { x: 'a' }],
  ['x IN (1, y)', true, { x: 'q', y: 'q' }],
  ['x IN (1, y)', null, { x: 'q', y: null }],
  ['n IN (1, 2)', true, { n: 2 }],
  ['n IN ("a", "b")', false, { n: 2 }],
  ['x IN ("a")', null, { x: null }],
  ['x IN ("a", "")', true, { x: '' }],
]);

table('arithmetic', [
  ['x+y', '7', { x: '3', y: '4' }],
  ['x+y', 'ab', { x: 'a', y: 'b' }],
  ['x+y', null, { x: 'a', y: '4' }],
  ['x+y', null, { x: 'a', y: null }],
  ['x+y+z', '6', { x: '1', y: '2', z: '3' }],
  ['x+y+z', null, { x: '1', y: '2', z: 'c' }],
  ['x+""', null, { x: '3' }],
  ['x+"b"', 'ab', { x: 'a' }],
  ['n+x', 5, { n: 2, x: '3' }],
  ['n+x', null, { n: 2, x: 'a' }],
  ['x+1', 4, { x: '3' }],
  ['x-1', null, { x: '' }],
  ['x*2', null, { x: '1_0' }],
  ['x/0', null, { x: '5' }],
  ['x/y', null, { x: '5', y: '0.0' }],
  ['7%0', null],
  ['-7%3', -1],
  ['-x', -3, { x: '3' }],
  ['-x', null, { x: 'a' }],
  ['+x', '3', { x: '3' }],
  ['2+3*4', 14],
  ['8.250*0.2', 2],
  ['8.250*0.20', 1.7],
  ['8.250*0.200', 1.65],
  ['x*0.5', 61.5, { x: '123' }],
  ['10/4', 2.5],
  ['x.y', '34', { x: '3', y: '4' }],
  ['1 .2', '12'],
  ['x.(1/4)', 'a0.25', { x: 'a' }],
  ['x."b"', null, { x: null }],
  ['1+"a"', { error: 'SPL2207' }],
  ['"a"*2', { error: 'SPL2207' }],
  ['x+(y=1)', { error: 'SPL2203' }, { x: '1', y: '1' }],
]);

table('mistakes', [
  ['cidrmtach("10.0.0.0/8", ip)', { error: 'SPL2201' }],
  ['sha512(x)', { error: 'SPL3201' }],
  ['NOT x', { error: 'SPL2204' }, { x: '1' }],
  ['x AND y=1', { error: 'SPL2204' }, { x: '1', y: '1' }],
  ['NOT null()', null],
]);
