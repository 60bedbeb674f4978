import { foldExactly, foldSignificant } from '../lower/eval/precision.ts';
import { primitive, sharedCall } from '../lower/eval/share.ts';
import { numberLiteral } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionDefinition, type Vector } from './define.ts';

const page = 'Search Reference, Mathematical functions';

/** A function of one number. What is no number gives NULL. */
function ofNumber(
  name: string,
  fn: PrimitiveName,
  doc: string,
  vectors: readonly Vector[],
  aliases: readonly string[] = [],
): FunctionDefinition {
  return defineFunction({
    name,
    aliases,
    doc,
    syntax: `${name}(<number>)`,
    source: page,
    args: ['number'],
    gives: 'number',
    lower: (_call, x) => sharedCall(fn, 'number', x),
    vectors: [
      ...vectors,
      [`${name}(x)`, null, { x: '1_0' }],
      [`${name}(x)`, null, { x: '' }],
      [`${name}(x)`, null, { x: null }],
      [`${name}()`, { error: 'SPL2202' }],
    ],
  });
}

export const numericFunctions = [
  ofNumber('abs', 'number.abs', 'The number without its sign.', [['abs(x)', 7.5, { x: '-7.5' }]]),
  ofNumber(
    'ceiling',
    'number.ceiling',
    'The number rounded up to an integer.',
    [
      ['ceil(1.2)', 2],
      ['ceiling(-1.2)', -1],
    ],
    ['ceil'],
  ),
  ofNumber('floor', 'number.floor', 'The number rounded down to an integer.', [
    ['floor(1.9)', 1],
    ['floor(-1.2)', -2],
  ]),
  ofNumber('sqrt', 'number.sqrt', 'The square root; NULL below zero.', [
    ['sqrt(9)', 3],
    ['sqrt(-1)', null],
  ]),
  ofNumber('exp', 'number.exp', 'e to the power of the number.', [['exp(0)', 1]]),
  ofNumber('ln', 'number.ln', 'The natural logarithm; NULL for zero and below.', [
    ['ln(1)', 0],
    ['ln(0)', null],
  ]),
  defineFunction({
    name: 'log',
    doc: 'The logarithm to a base, by default 10; NULL where there is none.',
    syntax: 'log(<number>[, <base>])',
    source: page,
    args: ['number'],
    optional: ['number'],
    gives: 'number',
    lower: (_call, x, base) => sharedCall('number.log', 'number', x, base ?? numberLiteral(10)),
    vectors: [
      ['log(1000)', 3],
      ['log(8, 2)', 3],
      ['log(0)', null],
      ['log(8, 1)', null],
      ['log(x)', null, { x: 'dirty' }],
      ['log(x)', null, { x: '' }],
      ['log(x)', null, { x: null }],
      ['log()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'pow',
    doc: 'The first number to the power of the second.',
    syntax: 'pow(<number>, <number>)',
    source: page,
    args: ['number', 'number'],
    gives: 'number',
    lower: (_call, x, y) => primitive('number.pow', 'number', x, y),
    vectors: [
      ['pow(2, 10)', 1024],
      ['pow(x, 2)', null, { x: 'dirty' }],
      ['pow(x, 2)', null, { x: '' }],
      ['pow(x, 2)', null, { x: null }],
      ['pow(2)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'pi',
    doc: 'The constant pi.',
    syntax: 'pi()',
    source: page,
    args: [],
    gives: 'number',
    lower: () => numberLiteral(Math.PI),
    vectors: [
      ['floor(pi()*100)', 314],
      ['pi(1)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'round',
    doc: 'The number rounded to an integer or to so many decimal places, halves away from zero.',
    syntax: 'round(<number>[, <places>])',
    source: page,
    args: ['number'],
    optional: ['number'],
    gives: 'number',
    lower: (call, x, places) => {
      if (places?.op === 'literal' && Number(places.value) < 0) {
        return call.refuse(
          'SPL2210',
          { text: String(places.value), what: 'number of places', example: 'round(x, 2)' },
          1,
        );
      }
      return sharedCall('number.round', 'number', x, places ?? numberLiteral(0));
    },
    vectors: [
      ['round(3.5)', 4],
      ['round(-2.5)', -3],
      ['round(2.555, 2)', 2.56],
      ['round(1.005, 2)', 1.01],
      ['round(x, 1)', 1e300, { x: '1e300' }],
      ['round(x, y)', 2.56, { x: '2.555', y: '2' }],
      ['round(5, 2)', 5],
      ['round(x, 2)', null, { x: '2,5' }],
      ['round(x, 2)', null, { x: '' }],
      ['round(x)', null, { x: null }],
      ['round(x, -1)', { error: 'SPL2210' }, { x: '1' }],
    ],
  }),
  defineFunction({
    name: 'exact',
    doc: 'The result without rounding to the precision of its literals.',
    syntax: 'exact(<expression>)',
    source: page,
    args: ['raw'],
    gives: 'value',
    lower: (call, expr) => foldExactly(expr) ?? call.lowerValue(expr),
    vectors: [
      ['exact(8.25*0.2)', 1.65],
      ['exact(x*2)', 3, { x: '1.5' }],
      ['exact(x*2)', null, { x: 'dirty' }],
      ['exact(x)', '', { x: '' }],
      ['exact(x*2)', null, { x: null }],
      ['exact()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'sigfig',
    doc: 'The result rounded to the significant digits, or for sums the decimal places, of its least precise literal.',
    syntax: 'sigfig(<expression>)',
    source: `${page}; values of fields: not rounded`,
    args: ['raw'],
    gives: 'value',
    lower: (call, expr) => foldSignificant(expr) ?? call.lowerValue(expr),
    vectors: [
      ['sigfig(1.00*1111)', 1110],
      ['sigfig(1.25+1.1)', 2.4],
      ['sigfig(x*2)', 3, { x: '1.5' }],
      ['sigfig(x*2)', null, { x: 'dirty' }],
      ['sigfig(x)', '', { x: '' }],
      ['sigfig(x*2)', null, { x: null }],
      ['sigfig()', { error: 'SPL2202' }],
    ],
  }),
];
