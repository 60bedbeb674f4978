import { isNullLiteral, isTextLiteral, looksNumericExpr, toText } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import { booleanLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineFunction } from './define.ts';

const page = 'Search Reference, Informational functions';

function isPresent(value: PlanExpr): PlanExpr {
  return value.op === 'literal'
    ? booleanLiteral(value.value !== null)
    : primitive('isNotNull', 'boolean', value);
}

/** A test that is false, not NULL, for NULL. */
function definitely(condition: PlanExpr): PlanExpr {
  return condition.op === 'literal'
    ? booleanLiteral(condition.value === true)
    : primitive('isTrue', 'boolean', condition);
}

function isNumber(value: PlanExpr): PlanExpr {
  if (value.type === 'boolean' || isTextLiteral(value)) return booleanLiteral(false);
  return value.type === 'number' ? isPresent(value) : definitely(looksNumericExpr(value));
}

function isInteger(value: PlanExpr): PlanExpr {
  if (value.type === 'boolean' || isNullLiteral(value) || isTextLiteral(value)) return booleanLiteral(false);
  const number = value.type === 'number' ? value : primitive('text.toNumber', 'number', toText(value));
  return share(number, 'int', (x) =>
    definitely(primitive('number.eq', 'boolean', x, primitive('number.truncate', 'number', x))),
  );
}

function typeName(value: PlanExpr): PlanExpr {
  if (isNullLiteral(value)) return stringLiteral('Invalid');
  const known = value.type === 'number' ? 'Number' : value.type === 'boolean' ? 'Boolean' : null;
  const when = known ? isPresent(value) : isNumber(value);
  const first = { when, then: stringLiteral(known ?? 'Number') };
  const text = { when: isPresent(value), then: stringLiteral('String') };
  return {
    op: 'case',
    branches: known ? [first] : [first, text],
    otherwise: stringLiteral('Invalid'),
    type: 'text',
  };
}

export const informationalFunctions = [
  defineFunction({
    name: 'isnull',
    doc: 'True when the field is missing or the value is NULL.',
    syntax: 'isnull(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) =>
      value.op === 'literal' ? booleanLiteral(value.value === null) : primitive('isNull', 'boolean', value),
    vectors: [
      ['isnull(x)', true, { x: null }],
      ['isnull(x)', false, { x: '' }],
      ['isnull(nosuch)', true],
      ['isnull(m)', false, { m: ['a', 'b'] }],
      ['isnull()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'isnotnull',
    doc: 'True when the field is present; empty text is a value.',
    syntax: 'isnotnull(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) => isPresent(value),
    vectors: [
      ['isnotnull(x)', false, { x: null }],
      ['isnotnull(x)', true, { x: '' }],
      ['isnotnull(nosuch)', false],
      ['isnotnull(x, y)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'isnum',
    doc: 'True when the value is a number or a field whose text looks like one; false for NULL and for a literal in quotes.',
    syntax: 'isnum(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) => isNumber(value),
    vectors: [
      ['isnum(x)', true, { x: '-1.5e3' }],
      ['isnum(x)', false, { x: '1_000' }],
      ['isnum(x)', false, { x: 'nan' }],
      ['isnum(x)', false, { x: ' 5' }],
      ['isnum(x)', false, { x: '' }],
      ['isnum(x)', false, { x: null }],
      ['isnum(1/3)', true],
      ['isnum("1")', false],
      ['isnum()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'isint',
    doc: 'True when the value is a number without a fraction; false for NULL.',
    syntax: 'isint(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) => isInteger(value),
    vectors: [
      ['isint(x)', true, { x: '42' }],
      ['isint(x)', false, { x: '4.5' }],
      ['isint("42")', false],
      ['isint(x)', false, { x: 'dirty' }],
      ['isint(x)', false, { x: '' }],
      ['isint(x)', false, { x: null }],
      ['isint()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'isstr',
    doc: 'True when the value is a literal in quotes or text that does not look like a number; false for NULL.',
    syntax: 'isstr(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) => {
      if (value.type === 'boolean' || value.type === 'number' || isNullLiteral(value))
        return booleanLiteral(false);
      if (isTextLiteral(value)) return booleanLiteral(true);
      if (value.type === 'multivalue') {
        return primitive('and', 'boolean', isPresent(value), primitive('not', 'boolean', isNumber(value)));
      }
      return definitely(primitive('not', 'boolean', looksNumericExpr(value)));
    },
    vectors: [
      ['isstr(x)', true, { x: 'dirty' }],
      ['isstr(x)', true, { x: '' }],
      ['isstr(x)', false, { x: '5' }],
      ['isstr(x)', false, { x: null }],
      ['isstr("1")', true],
      ['isstr(m)', true, { m: ['1', '2'] }],
      ['isstr()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'isbool',
    doc: 'True when the argument is a condition that is not NULL.',
    syntax: 'isbool(<value>)',
    source: page,
    args: ['any'],
    gives: 'boolean',
    lower: (_call, value) => (value.type === 'boolean' ? isPresent(value) : booleanLiteral(false)),
    vectors: [
      ['isbool(x=1)', true, { x: '2' }],
      ['isbool(x=1)', false, { x: null }],
      ['isbool(x)', false, { x: '' }],
      ['isbool(x)', false, { x: 'true' }],
      ['isbool()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'typeof',
    doc: 'The name of the type of a value: Number, String, Boolean, or Invalid for NULL.',
    syntax: 'typeof(<value>)',
    source: page,
    args: ['any'],
    gives: 'text',
    lower: (_call, value) => typeName(value),
    vectors: [
      ['typeof(x)', 'Number', { x: '12' }],
      ['typeof(x)', 'String', { x: '1_0' }],
      ['typeof(x)', 'String', { x: '' }],
      ['typeof(x)', 'Invalid', { x: null }],
      ['typeof(x=1)', 'Boolean', { x: '1' }],
      ['typeof(1/0)', 'Invalid'],
      ['typeof("12")', 'String'],
      ['typeof()', { error: 'SPL2202' }],
    ],
  }),
];
