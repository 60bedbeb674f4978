import { expect, it } from 'vitest';
import { fieldPaths, isListField } from '../src/field-path.ts';

const show = (field: string): string[] =>
  fieldPaths(field).map(({ key, steps }) =>
    [key, ...steps.map((step) => (step.op === 'key' ? step.key : '[]'))].join('|'),
  );

it.each([
  ['UserId', ['UserId']],
  ['a.b', ['a.b', 'a|b']],
  ['a.b.c', ['a.b.c', 'a.b|c', 'a|b.c', 'a|b|c']],
  ['a{}.b', ['a|[]|b']],
  ['a.b{}.c', ['a.b|[]|c', 'a|b|[]|c']],
  ['a{}{}', ['a|[]|[]']],
  ['', ['']],
  ['.', ['.', '|']],
  ['{}', ['|[]']],
])('%j', (field, paths) => {
  expect(show(field).sort()).toEqual([...paths].sort());
});

it('tries the whole name first', () => {
  expect(show('a.b.c')[0]).toBe('a.b.c');
});

it('stays small for a name of many dots', () => {
  const paths = fieldPaths(Array.from({ length: 500 }, (_, n) => `p${n}`).join('.'));
  expect(paths.length).toBe(500);
});

it('knows lists by their names', () => {
  expect(['a{}', 'a{}.b', 'a.b{}'].every(isListField)).toBe(true);
  expect(['a', 'a.b', '{}a', 'a{'].some(isListField)).toBe(false);
});
