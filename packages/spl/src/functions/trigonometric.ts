import { primitive, sharedCall } from '../lower/eval/share.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';

const page = 'Search Reference, Trig and Hyperbolic functions';

function trigonometric(
  name: string,
  fn: PrimitiveName,
  what: string,
  at: number,
  gives: number,
  outside?: number,
): FunctionDefinition {
  return defineFunction({
    name,
    doc: `The ${what}${outside === undefined ? '.' : '; NULL where there is none.'}`,
    syntax: `${name}(<number>)`,
    source: page,
    args: ['number'],
    gives: 'number',
    lower: (_call, x) => sharedCall(fn, 'number', x),
    vectors: [
      [`${name}(${at})`, gives],
      ...(outside === undefined ? [] : [[`${name}(${outside})`, null] as const]),
      [`${name}(x)`, null, { x: 'dirty' }],
      [`${name}(x)`, null, { x: '' }],
      [`${name}(x)`, null, { x: null }],
      [`${name}(1, 2)`, { error: 'SPL2202' }],
    ],
  });
}

function ofTwo(
  name: string,
  fn: PrimitiveName,
  doc: string,
  example: string,
  gives: number,
): FunctionDefinition {
  return defineFunction({
    name,
    doc,
    syntax: `${name}(<number>, <number>)`,
    source: page,
    args: ['number', 'number'],
    gives: 'number',
    lower: (_call, a, b) =>
      name === 'hypot' ? sharedCall(fn, 'number', a, b) : primitive(fn, 'number', a, b),
    vectors: [
      [example, gives],
      [`${name}(x, 1)`, null, { x: 'dirty' }],
      [`${name}(x, 1)`, null, { x: '' }],
      [`${name}(1, x)`, null, { x: null }],
      [`${name}(1)`, { error: 'SPL2202' }],
    ],
  });
}

export const trigonometricFunctions = [
  trigonometric('sin', 'number.sin', 'sine of an angle in radians', 0, 0),
  trigonometric('cos', 'number.cos', 'cosine of an angle in radians', 0, 1),
  trigonometric('tan', 'number.tan', 'tangent of an angle in radians', 0, 0),
  trigonometric('asin', 'number.asin', 'arc sine in radians', 1, Math.PI / 2, 2),
  trigonometric('acos', 'number.acos', 'arc cosine in radians', 1, 0, 2),
  trigonometric('atan', 'number.atan', 'arc tangent in radians', 0, 0),
  ofTwo(
    'atan2',
    'number.atan2',
    'The angle in radians of the point with the given y and x.',
    'atan2(1, 1)',
    Math.PI / 4,
  ),
  trigonometric('sinh', 'number.sinh', 'hyperbolic sine', 0, 0),
  trigonometric('cosh', 'number.cosh', 'hyperbolic cosine', 0, 1),
  trigonometric('tanh', 'number.tanh', 'hyperbolic tangent', 0, 0),
  trigonometric('asinh', 'number.asinh', 'inverse hyperbolic sine', 0, 0),
  trigonometric('acosh', 'number.acosh', 'inverse hyperbolic cosine', 1, 0, 0),
  trigonometric('atanh', 'number.atanh', 'inverse hyperbolic tangent', 0, 0, 1),
  ofTwo('hypot', 'number.hypot', 'The length of the hypotenuse over two sides.', 'hypot(3, 4)', 5),
];
