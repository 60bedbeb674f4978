import { sharedCall } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';

const page = 'Search Reference, Bitwise functions';
const allBits = numberLiteral(2 ** 53 - 1);

function bits(fn: PrimitiveName, a: PlanExpr, b: PlanExpr): PlanExpr {
  return sharedCall(fn, 'number', a, b);
}

function ofMany(name: string, fn: PrimitiveName, doc: string, gives: number): FunctionDefinition {
  return defineFunction({
    name,
    doc: `${doc} NULL for what is no integer from 0 to 2^53 - 1.`,
    syntax: `${name}(<integer>, <integer>, ...)`,
    source: page,
    args: ['number', 'number'],
    repeat: ['number'],
    gives: 'number',
    lower: (_call, ...values) => values.slice(1).reduce((a, b) => bits(fn, a, b), values[0] ?? allBits),
    vectors: [
      [`${name}(12, 10)`, gives],
      [`${name}(x, 1)`, null, { x: '-1' }],
      [`${name}(x, 1)`, null, { x: '1.5' }],
      [`${name}(x, 1)`, null, { x: '' }],
      [`${name}(x, 1)`, null, { x: null }],
      [`${name}(1)`, { error: 'SPL2202' }],
    ],
  });
}

function shift(name: string, fn: PrimitiveName, side: string, gives: number): FunctionDefinition {
  return defineFunction({
    name,
    doc: `The integer with its bits moved to the ${side} by so many places; NULL for what is no integer from 0 to 2^53 - 1.`,
    syntax: `${name}(<integer>, <places>)`,
    source: page,
    args: ['number', 'number'],
    gives: 'number',
    lower: (_call, value, places) => bits(fn, value, places),
    vectors: [
      [`${name}(12, 2)`, gives],
      [`${name}(x, 1)`, null, { x: 'dirty' }],
      [`${name}(x, 1)`, null, { x: '' }],
      [`${name}(1, x)`, null, { x: null }],
      [`${name}(1)`, { error: 'SPL2202' }],
    ],
  });
}

export const bitwiseFunctions = [
  ofMany('bit_and', 'bits.and', 'The bits that all integers have.', 8),
  ofMany('bit_or', 'bits.or', 'The bits that one of the integers has.', 14),
  ofMany('bit_xor', 'bits.xor', 'The bits that an odd number of the integers has.', 6),
  defineFunction({
    name: 'bit_not',
    doc: 'The bits of a mask (by default 53 ones) that the integer lacks; NULL for what is no integer from 0 to 2^53 - 1.',
    syntax: 'bit_not(<integer>[, <mask>])',
    source: page,
    args: ['number'],
    optional: ['number'],
    gives: 'number',
    lower: (_call, value, mask) => bits('bits.and', bits('bits.xor', value, allBits), mask ?? allBits),
    vectors: [
      ['bit_not(5, 7)', 2],
      ['bit_not(0)', 2 ** 53 - 1],
      ['bit_not(x, 7)', null, { x: 'dirty' }],
      ['bit_not(x, 7)', null, { x: '' }],
      ['bit_not(x, 7)', null, { x: null }],
      ['bit_not()', { error: 'SPL2202' }],
    ],
  }),
  shift('bit_shift_left', 'bits.shiftLeft', 'left', 48),
  shift('bit_shift_right', 'bits.shiftRight', 'right', 3),
];
