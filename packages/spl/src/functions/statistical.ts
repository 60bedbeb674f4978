import { nullOf, numberToText, toList } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineFunction, type FunctionDefinition, type Vector } from './define.ts';

const page = 'Search Reference, Statistical eval functions';

/** All values of all arguments as one list. */
function allValues(args: readonly PlanExpr[]): PlanExpr {
  const lists = args.filter((arg) => arg.type !== 'null').map(toList);
  return lists.length === 0
    ? nullOf('multivalue')
    : lists.length === 1 && lists[0]
      ? lists[0]
      : primitive('list.concat', 'multivalue', ...lists);
}

/** Every number comes before every text: min prefers numbers, max texts. */
function extreme(args: readonly PlanExpr[], isMin: boolean): PlanExpr {
  if (args.every((arg) => arg.type === 'number')) {
    return primitive(isMin ? 'number.least' : 'number.greatest', 'number', ...args);
  }
  return share(allValues(args), 'values', (values) => {
    const number = numberToText(primitive(isMin ? 'list.minNumber' : 'list.maxNumber', 'number', values));
    const text = primitive(isMin ? 'list.minText' : 'list.maxText', 'dynamic', values);
    return primitive('coalesce', 'dynamic', ...(isMin ? [number, text] : [text, number]));
  });
}

function overArguments(
  name: string,
  doc: string,
  gives: 'number' | 'value',
  lower: (args: readonly PlanExpr[]) => PlanExpr,
  vectors: readonly Vector[],
): FunctionDefinition {
  return defineFunction({
    name,
    doc,
    syntax: `${name}(<value>, ...)`,
    source: page,
    args: ['value'],
    repeat: ['value'],
    gives,
    lower: (_call, ...args) => lower(args),
    vectors: [...vectors, [`${name}(x)`, null, { x: null }], [`${name}()`, { error: 'SPL2202' }]],
  });
}

export const statisticalFunctions = [
  overArguments(
    'min',
    'The smallest of the arguments and of the values of multivalue ones; NULLs are skipped, numbers come before text.',
    'value',
    (args) => extreme(args, true),
    [
      ['min(5, x, 2)', '2', { x: '3' }],
      ['min(x, "a")', '10', { x: '10' }],
      ['min(m)', '9', { m: ['10', '9'] }],
      ['min(x, 4)', '4', { x: null }],
      ['min(x, "b")', '', { x: '' }],
      ['min(3, 1, 2)', 1],
    ],
  ),
  overArguments(
    'max',
    'The largest of the arguments and of the values of multivalue ones; NULLs are skipped, text comes after numbers.',
    'value',
    (args) => extreme(args, false),
    [
      ['max(1, x)', '9', { x: '9' }],
      ['max(1, x, "foo")', 'zaz', { x: 'zaz' }],
      ['max(m)', '10', { m: ['10', '9'] }],
      ['max(x, 4)', '', { x: '' }],
      ['max(1, 3)', 3],
    ],
  ),
  overArguments(
    'sum',
    'The sum of all numeric values; what is no number is skipped; NULL when there is none.',
    'number',
    (args) => primitive('list.sum', 'number', allValues(args)),
    [
      ['sum(1, x, "n/a", y)', 6, { x: '5', y: null }],
      ['sum(m)', 3, { m: ['1', '2', 'dirty'] }],
      ['sum(x)', null, { x: '' }],
    ],
  ),
  overArguments(
    'avg',
    'The average of all numeric values; what is no number is skipped; NULL when there is none.',
    'number',
    (args) => primitive('list.average', 'number', allValues(args)),
    [
      ['avg(1, x)', 3, { x: '5' }],
      ['avg(m)', 1.5, { m: ['1', '2', 'dirty'] }],
      ['avg(x)', null, { x: '' }],
    ],
  ),
  defineFunction({
    name: 'random',
    doc: 'A random integer from 0 to 2^31 - 1, a new one for each row.',
    syntax: 'random()',
    source: page,
    args: [],
    gives: 'number',
    lower: () => primitive('number.random', 'number'),
    vectors: [
      ['random() >= 0', true],
      ['random() < pow(2, 31)', true],
      ['random(1)', { error: 'SPL2202' }],
    ],
  }),
];
