import { isNullLiteral, nullOf } from '../lower/eval/convert.ts';
import { primitive, share, sharedCall } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionDefinition, type Vector } from './define.ts';
import { patternArgument } from './pattern-argument.ts';

export const multivaluePage = 'Search Reference, Multivalue eval functions';

/** A function from a list to a list. */
function ofList(
  name: string,
  fn: PrimitiveName,
  doc: string,
  vectors: readonly Vector[],
): FunctionDefinition {
  return defineFunction({
    name,
    doc,
    syntax: `${name}(<multivalue>)`,
    source: multivaluePage,
    args: ['list'],
    gives: 'multivalue',
    lower: (_call, list) => (isNullLiteral(list) ? list : primitive(fn, 'multivalue', list)),
    vectors: [
      ...vectors,
      [`${name}(x)`, 'a', { x: 'a' }],
      [`${name}(x)`, '', { x: '' }],
      [`${name}(x)`, null, { x: null }],
      [`${name}(x)`, '1_0', { x: '1_0' }],
      [`${name}(1, 2, 3)`, { error: 'SPL2202' }],
    ],
  });
}

function at(list: PlanExpr, index: PlanExpr): PlanExpr {
  return index.op === 'literal'
    ? primitive('list.at', 'dynamic', list, index)
    : sharedCall('list.at', 'dynamic', list, index);
}

function slice(list: PlanExpr, first: PlanExpr, last: PlanExpr): PlanExpr {
  return share(first, 'first', (from) =>
    share(last, 'last', (to) => primitive('list.slice', 'multivalue', list, from, to)),
  );
}

export const multivalueFunctions = [
  defineFunction({
    name: 'mvcount',
    doc: 'The number of values: 1 for a single value, NULL for NULL.',
    syntax: 'mvcount(<multivalue>)',
    source: multivaluePage,
    args: ['value'],
    gives: 'number',
    lower: (_call, value) => {
      if (isNullLiteral(value)) return nullOf('number');
      if (value.type === 'multivalue') return primitive('list.length', 'number', value);
      const branches = [{ when: primitive('isNotNull', 'boolean', value), then: numberLiteral(1) }];
      return { op: 'case', branches, otherwise: nullOf('number'), type: 'number' };
    },
    vectors: [
      ['mvcount(m)', 3, { m: ['a', 'b', 'a'] }],
      ['mvcount(x)', 1, { x: 'a;b' }],
      ['mvcount(x)', 1, { x: '' }],
      ['mvcount(x)', null, { x: null }],
      ['mvcount()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'mvindex',
    doc: 'The value at an index, or the values between two; indexes count from 0, negative ones from the end; NULL out of range.',
    syntax: 'mvindex(<multivalue>, <index>[, <last-index>])',
    source: multivaluePage,
    args: ['list', 'number'],
    optional: ['number'],
    gives: 'value',
    lower: (_call, list, first, last) => {
      if (isNullLiteral(list) || isNullLiteral(first)) return nullOf(last ? 'multivalue' : 'dynamic');
      return last ? slice(list, first, last) : at(list, first);
    },
    vectors: [
      ['mvindex(m, 0)', 'a', { m: ['a', 'b', 'c'] }],
      ['mvindex(m, -1)', 'c', { m: ['a', 'b', 'c'] }],
      ['mvindex(m, 3)', null, { m: ['a', 'b', 'c'] }],
      ['mvindex(m, -4)', null, { m: ['a', 'b', 'c'] }],
      ['mvindex(m, i)', 'b', { m: ['a', 'b', 'c'], i: '1' }],
      ['mvindex(m, i)', 'b', { m: ['a', 'b', 'c'], i: '-2' }],
      ['mvindex(m, i)', null, { m: ['a', 'b', 'c'], i: '3' }],
      ['mvindex(m, i)', null, { m: ['a', 'b', 'c'], i: 'dirty' }],
      ['mvindex(m, 1, 2)', ['b', 'c'], { m: ['a', 'b', 'c'] }],
      ['mvindex(m, -2, -1)', ['b', 'c'], { m: ['a', 'b', 'c'] }],
      ['mvindex(m, 2, 1)', null, { m: ['a', 'b', 'c'] }],
      ['mvindex(m, 1, 9)', null, { m: ['a', 'b', 'c'] }],
      ['mvindex(x, 0)', '', { x: '' }],
      ['mvindex(x, 0)', null, { x: null }],
      ['mvindex(m)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'mvfind',
    doc: 'The index from 0 of the first value in which a regular expression is found; NULL when there is none.',
    syntax: 'mvfind(<multivalue>, <regex>)',
    source: multivaluePage,
    args: ['list', 'text'],
    gives: 'number',
    lower: (call, list, regex) => {
      const found = patternArgument(call, regex, 1);
      if (!found || isNullLiteral(list)) return nullOf('number');
      const param = call.context.freshId();
      const value: PlanExpr = { op: 'column', id: param, type: 'dynamic' };
      const body = primitive('regex.matches', 'boolean', value, found.pattern);
      return primitive('list.find', 'number', list, { op: 'lambda', param, body, type: 'boolean' });
    },
    vectors: [
      ['mvfind(m, "b")', 1, { m: ['a', 'bb', 'b'] }],
      ['mvfind(m, "^z")', null, { m: ['a', 'b'] }],
      ['mvfind(m, "^a\\.b$")', 2, { m: ['a.bc', 'axb', 'a.b'] }],
      ['mvfind(m, "^$")', 1, { m: ['a', ''] }],
      ['mvfind(m, "^b$")', null, { m: ['a', 'bb', 'B'] }],
      ['mvindex(m, mvfind(n, "^b$"))', 'y', { m: ['x', 'y'], n: ['a', 'b'] }],
      ['mvindex(m, mvfind(n, "^c$"))', null, { m: ['x', 'y'], n: ['a', 'b', 'c'] }],
      ['mvindex(m, mvfind(n, "^d$"))', null, { m: ['x', 'y'], n: ['a', 'b', 'c'] }],
      ['mvfind(m, x)', 1, { m: ['a', 'b'], x: 'b' }],
      ['mvfind(m, x)', null, { m: ['a', 'b'], x: '[' }],
      ['mvfind(x, "a")', null, { x: '' }],
      ['mvfind(x, "a")', null, { x: null }],
      ['mvfind(m, "(")', { error: 'SPL2208' }, { m: ['a', 'b'] }],
    ],
  }),
  defineFunction({
    name: 'mvjoin',
    doc: 'All values as one text with a delimiter between them.',
    syntax: 'mvjoin(<multivalue>, <delimiter>)',
    source: multivaluePage,
    args: ['list', 'text'],
    gives: 'text',
    lower: (_call, list, delimiter) =>
      isNullLiteral(list) || isNullLiteral(delimiter)
        ? nullOf('dynamic')
        : primitive('list.join', 'dynamic', list, delimiter),
    vectors: [
      ['mvjoin(m, "; ")', 'a; b', { m: ['a', 'b'] }],
      ['mvjoin(x, ";")', 'solo', { x: 'solo' }],
      ['mvjoin(x, ";")', '', { x: '' }],
      ['mvjoin(x, ";")', null, { x: null }],
      ['mvjoin(m, x)', null, { m: ['a', 'b'], x: null }],
      ['mvjoin(m)', { error: 'SPL2202' }],
    ],
  }),
  ofList(
    'mvdedup',
    'list.distinct',
    'The values without repetitions, the first of equal ones kept in its place.',
    [['mvdedup(m)', ['b', 'a'], { m: ['b', 'a', 'b'] }]],
  ),
  ofList(
    'mvsort',
    'list.sort',
    'The values sorted by code point, so 10 before 9 and upper case before lower case.',
    [['mvsort(m)', ['10', '9', 'B', 'a'], { m: ['a', '9', 'B', '10'] }]],
  ),
  ofList('mvreverse', 'list.reverse', 'The values in the opposite order.', [
    ['mvreverse(m)', ['b', 'a'], { m: ['a', 'b'] }],
  ]),
];
