import { describe, expect, it } from 'vitest';
import { validateMacro } from '../../src/lower/validate-macro.ts';

const args = new Map([
  ['n', '5'],
  ['word', 'abc'],
  ['empty', ''],
]);

describe('validateMacro', () => {
  it.each([
    'isnum(n)',
    'isnum(5)',
    'isint(n) AND n>0',
    'n>=1 AND n<=10',
    'len(word)=3',
    'word="abc" OR word="def"',
    'isstr(word)',
    'isnotnull(n)',
    'NOT isnum(word)',
    'match(word, "^[a-c]+$")',
    'in(word, "abc", "def")',
    'word IN ("abc")',
    'like(word, "a%")',
    'if(isnum(n), null(), "must be a number")',
    'case(n>10, "too large")',
    'tonumber(n)=5',
    'lower(word)="abc"',
  ])('%s holds', (expression) => {
    expect(validateMacro(expression, args)).toEqual({ kind: 'valid' });
  });

  it.each([
    ['isnum(word)', null],
    ['n>10', null],
    ['isnum(abc)', null],
    ['empty!=""', null],
    ['missing="x"', null],
    ['len(empty)>0', null],
    ['match(word, "^\\\\d+$")', null],
    ['if(isnum(word), null(), "must be a number")', 'must be a number'],
    ['"always"', 'always'],
  ])('%s refuses', (expression, message) => {
    expect(validateMacro(expression, args)).toEqual({ kind: 'refused', message });
  });

  it.each(['isnum(', 'nosuch(n)', 'n>1 | delete', 'random()>5', '', 'isnum(n) isnum(n)'])(
    '%s cannot be evaluated',
    (expression) => {
      expect(validateMacro(expression, args)).toEqual({ kind: 'unknown' });
    },
  );
});
