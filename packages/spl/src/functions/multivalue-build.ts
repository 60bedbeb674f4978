import type { Expr } from '../ast/ast.ts';
import { fieldNamesIn } from '../lower/eval/children.ts';
import type { EvalContext } from '../lower/eval/context.ts';
import { isNullLiteral, nullOf, toList, toNumber, toText } from '../lower/eval/convert.ts';
import { primitive, sharedCall } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { parseSpan } from '../time/span.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';
import { multivaluePage } from './multivalue.ts';

const spanSeconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** The context in which a field is one value of its list; and the parameter that stands for it. */
function elementContext(
  name: string,
  context: EvalContext,
): { readonly param: string; readonly inner: EvalContext } {
  const param = context.freshId();
  const resolve = (field: string): PlanExpr =>
    field === name ? { op: 'column', id: param, type: 'dynamic' } : context.resolve(field);
  return { param, inner: { ...context, resolve, distinctTexts: undefined } };
}

/** The one field that an expression reads, or an error that says how many it reads. */
function onlyField(call: FunctionCall, expr: Expr): string | undefined {
  const names = fieldNamesIn(expr);
  if (names.length === 1) return names[0];
  call.refuse('SPL2209', { name: call.node.name, count: names.length }, 0);
  return undefined;
}

function mapValues(call: FunctionCall, source: Expr, each: Expr): PlanExpr {
  const name = onlyField(call, source);
  if (name === undefined) return nullOf('multivalue');
  const list = toList(call.lowerValue(source));
  const { param, inner } = elementContext(name, call.context);
  const body = call.lowerValue(each, inner);
  if (isNullLiteral(list) || isNullLiteral(body)) return nullOf('multivalue');
  if (body.type === 'multivalue') {
    return primitive('list.flatMap', 'multivalue', list, { op: 'lambda', param, body, type: 'multivalue' });
  }
  return primitive('list.map', 'multivalue', list, {
    op: 'lambda',
    param,
    body: toText(body),
    type: 'dynamic',
  });
}

function stepOf(call: FunctionCall, step: PlanExpr | undefined): PlanExpr {
  if (!step) return numberLiteral(1);
  const text = literalTextOf(step);
  if (text === undefined || step.type !== 'text') return toNumber(step);
  const span = parseSpan(text);
  const seconds = span?.unit ? spanSeconds[span.unit] : undefined;
  if (span && seconds !== undefined) return numberLiteral(span.count * seconds);
  return call.refuse(
    'SPL2210',
    { text, what: 'step', example: '2, or a time span of fixed length such as "7d"' },
    2,
  );
}

export const multivalueBuilders = [
  defineFunction({
    name: 'mvappend',
    doc: 'All values of all arguments, in order; NULL arguments contribute nothing.',
    syntax: 'mvappend(<value>, ...)',
    source: multivaluePage,
    args: ['value'],
    repeat: ['value'],
    gives: 'multivalue',
    lower: (_call, ...args) => {
      const given = args.filter((arg) => !isNullLiteral(arg));
      if (given.length === 0) return nullOf('multivalue');
      if (given.every((arg) => arg.type !== 'multivalue'))
        return primitive('list.of', 'multivalue', ...given.map(toText));
      return primitive('list.concat', 'multivalue', ...given.map(toList));
    },
    vectors: [
      ['mvappend("a", x, m)', ['a', '1', 'b', 'c'], { x: '1', m: ['b', 'c'] }],
      ['mvappend(x, "z")', 'z', { x: null }],
      ['mvappend(x, 5)', ['', '5'], { x: '' }],
      ['mvappend(x, y)', null, { x: null, y: null }],
      ['mvappend(x, "1_0")', ['a', '1_0'], { x: 'a' }],
      ['mvappend()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'mvfilter',
    doc: 'The values for which a condition on the one field it reads is true; NULL when none is left.',
    syntax: 'mvfilter(<condition>)',
    source: multivaluePage,
    args: ['raw'],
    gives: 'multivalue',
    lower: (call, condition) => {
      const name = onlyField(call, condition);
      if (name === undefined) return nullOf('multivalue');
      const list = toList(call.context.resolve(name));
      const { param, inner } = elementContext(name, call.context);
      const body = call.lowerCondition(condition, inner);
      if (isNullLiteral(list)) return list;
      return primitive('list.filter', 'multivalue', list, { op: 'lambda', param, body, type: 'boolean' });
    },
    vectors: [
      ['mvfilter(match(m, "^a") OR m="c")', ['ab', 'c'], { m: ['ab', 'b', 'c'] }],
      ['mvfilter(m>5)', ['9', '10'], { m: ['9', '10', '1'] }],
      ['mvfilter(m="z")', null, { m: ['a', 'b'] }],
      ['mvfilter(x="a")', 'a', { x: 'a' }],
      ['mvfilter(x!="")', null, { x: '' }],
      ['mvfilter(x="a")', null, { x: null }],
      ['mvfilter(x=y)', { error: 'SPL2209' }, { x: 'a', y: 'b' }],
      ['mvfilter(x)', { error: 'SPL2204' }, { x: 'a' }],
    ],
  }),
  defineFunction({
    name: 'mvmap',
    doc: 'The expression computed for each value of a field; NULL results are left out; other fields keep all their values.',
    syntax: 'mvmap(<multivalue>, <expression>)',
    source: multivaluePage,
    args: ['raw', 'raw'],
    gives: 'multivalue',
    lower: mapValues,
    vectors: [
      ['mvmap(m, m*10)', ['10', '20'], { m: ['1', '2'] }],
      ['mvmap(m, if(m>1, m, null()))', '2', { m: ['1', '2'] }],
      ['mvmap(m, if(isnull(mvfind(n, m)), m, null()))', ['a', 'c'], { m: ['a', 'b', 'c'], n: ['b', 'x'] }],
      ['mvmap(m, m."-".x)', ['a-1', 'b-1'], { m: ['a', 'b'], x: '1' }],
      ['mvmap(m, split(m, ","))', ['a', 'b', 'c'], { m: ['a,b', 'c'] }],
      ['mvmap(m, m+1)', '3', { m: ['dirty', '2'] }],
      ['mvmap(x, upper(x))', '', { x: '' }],
      ['mvmap(x, upper(x))', null, { x: null }],
      ['mvmap("a", 1)', { error: 'SPL2209' }],
    ],
  }),
  defineFunction({
    name: 'mvzip',
    doc: 'The values of two fields joined pair by pair, with a delimiter (a comma by default), up to the end of the shorter one.',
    syntax: 'mvzip(<multivalue>, <multivalue>[, <delimiter>])',
    source: multivaluePage,
    args: ['list', 'list'],
    optional: ['text'],
    gives: 'multivalue',
    lower: (_call, left, right, delimiter) =>
      isNullLiteral(left) || isNullLiteral(right)
        ? nullOf('multivalue')
        : primitive(
            'list.zip',
            'multivalue',
            left,
            right,
            delimiter ?? { op: 'literal', value: ',', type: 'text' },
          ),
    vectors: [
      ['mvzip(m, n)', ['a,1', 'b,2'], { m: ['a', 'b'], n: ['1', '2'] }],
      ['mvzip(m, n, "|")', ['a|1', 'b|2'], { m: ['a', 'b', 'c'], n: ['1', '2'] }],
      ['mvzip(m, x)', 'a,', { m: ['a', 'b'], x: '' }],
      ['mvzip(m, x)', null, { m: ['a', 'b'], x: null }],
      ['mvzip(m, x, "%_")', 'a%_1_0', { m: ['a', 'b'], x: '1_0' }],
      ['mvzip(m)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'mvrange',
    doc: 'Numbers from a start up to, not including, an end, by a step of 1, of a number, or of a time span; at most a million.',
    syntax: 'mvrange(<start>, <end>[, <step>])',
    source: multivaluePage,
    args: ['number', 'number'],
    optional: ['value'],
    gives: 'multivalue',
    lower: (call, from, to, step) => sharedCall('list.range', 'multivalue', from, to, stepOf(call, step)),
    vectors: [
      ['mvrange(1, 11, 2)', ['1', '3', '5', '7', '9']],
      ['mvrange(1, 4)', ['1', '2', '3']],
      ['mvrange(0, 1, 0.25)', ['0', '0.25', '0.5', '0.75']],
      ['mvrange(0, 1000000, "7d")', ['0', '604800']],
      ['mvrange(5, 5)', null],
      ['mvrange(1, 5, 0)', null],
      ['mvrange(0, 100000000)', null],
      ['mvrange(x, 5)', null, { x: 'dirty' }],
      ['mvrange(x, 5)', null, { x: '' }],
      ['mvrange(x, 5)', null, { x: null }],
      ['mvrange(1, 5, "2mon")', { error: 'SPL2210' }],
    ],
  }),
];
