import { compare } from '../lower/eval/compare.ts';
import { commonType, isNullLiteral, nullOf, toType } from '../lower/eval/convert.ts';
import { primitive } from '../lower/eval/share.ts';
import { booleanLiteral, type CaseExpr, nullLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';

const page = 'Search Reference, Comparison and Conditional functions';

/** Branches brought to one type. Conditions and values cannot be mixed. */
function choose(call: FunctionCall, branches: CaseExpr['branches'], otherwise: PlanExpr): PlanExpr {
  const values = [...branches.map(({ then }) => then), otherwise];
  const type = commonType(values.map((value) => value.type));
  if (type === null)
    return call.refuse('SPL2203', { where: `"${call.node.name}" with both values and conditions` });
  const open = branches.filter(({ when }) => !isFalse(when));
  const always = open.findIndex(({ when }) => when.op === 'literal' && when.value === true);
  const last = always < 0 ? otherwise : (open[always]?.then ?? otherwise);
  const tested = always < 0 ? open : open.slice(0, always);
  if (tested.length === 0) return toType(last, type);
  const cases = tested.map(({ when, then }) => ({ when, then: toType(then, type) }));
  return { op: 'case', branches: cases, otherwise: toType(last, type), type };
}

function isFalse(condition: PlanExpr): boolean {
  return condition.op === 'literal' && condition.value !== true;
}

/** Alternating arguments as pairs. */
function pairs(args: readonly PlanExpr[]): readonly (readonly [PlanExpr, PlanExpr])[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1];
    return index % 2 === 0 && next ? [[arg, next] as const] : [];
  });
}

export const comparisonFunctions = [
  defineFunction({
    name: 'case',
    doc: 'The value that follows the first true condition; NULL when no condition is true.',
    syntax: 'case(<condition>, <value>, ...)',
    source: page,
    args: ['boolean', 'any'],
    repeat: ['boolean', 'any'],
    gives: 'value',
    lower: (call, ...args) =>
      choose(
        call,
        pairs(args).map(([when, then]) => ({ when, then })),
        nullLiteral,
      ),
    vectors: [
      ['case(x=1, "one", x=2, "two")', 'two', { x: '2' }],
      ['case(x=1, "one", true(), "other")', 'other', { x: 'n/a' }],
      ['case(x=1, "one")', null, { x: null }],
      ['case(x="", "empty", true(), 0)', 'empty', { x: '' }],
      ['case(x=1, "one", true())', { error: 'SPL2202' }],
      ['case(x, "one")', { error: 'SPL2204' }, { x: '1' }],
    ],
  }),
  defineFunction({
    name: 'if',
    doc: 'The second argument when the condition is true, else the third, also when the condition is NULL.',
    syntax: 'if(<condition>, <value>, <value>)',
    source: page,
    args: ['boolean', 'any', 'any'],
    gives: 'value',
    lower: (call, when, then, otherwise) => choose(call, [{ when, then }], otherwise),
    vectors: [
      ['if(x>5, "big", "small")', 'big', { x: '10' }],
      ['if(x>5, "big", "small")', 'small', { x: null }],
      ['if(x="", 1, 2)', 1, { x: '' }],
      ['if(x>5, 1, "n/a")', 'n/a', { x: '-dirty-' }],
      ['if(x>5, 1)', { error: 'SPL2202' }],
      ['if(1, 2, 3)', { error: 'SPL2204' }],
      ['if(x=1, y=1, 5)', { error: 'SPL2203' }],
    ],
  }),
  defineFunction({
    name: 'validate',
    doc: 'The value that follows the first false condition; NULL when none is false.',
    syntax: 'validate(<condition>, <value>, ...)',
    source: page,
    args: ['boolean', 'any'],
    repeat: ['boolean', 'any'],
    gives: 'value',
    lower: (call, ...args) =>
      choose(
        call,
        pairs(args).map(([condition, then]) => ({ when: primitive('not', 'boolean', condition), then })),
        nullLiteral,
      ),
    vectors: [
      ['validate(isnum(x), "no number", x>0, "not positive")', 'not positive', { x: '-1' }],
      ['validate(isnum(x), "no number", x>0, "not positive")', null, { x: '1' }],
      ['validate(isnum(x), "no number")', 'no number', { x: 'dirty' }],
      ['validate(x>0, "not positive")', null, { x: null }],
      ['validate(x="", "given")', null, { x: '' }],
      ['validate(x)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'coalesce',
    doc: 'The first argument that is not NULL; empty text counts as a value.',
    syntax: 'coalesce(<value>, ...)',
    source: page,
    args: ['value'],
    repeat: ['value'],
    gives: 'value',
    lower: (_call, ...args) => {
      const type = commonType(args.map((arg) => arg.type)) ?? 'dynamic';
      const given = args.filter((arg) => !isNullLiteral(arg)).map((arg) => toType(arg, type));
      return given.length <= 1 ? (given[0] ?? nullOf(type)) : primitive('coalesce', type, ...given);
    },
    vectors: [
      ['coalesce(x, y, "none")', 'b', { x: null, y: 'b' }],
      ['coalesce(x, "none")', '', { x: '' }],
      ['coalesce(x, y)', null, { x: null, y: null }],
      ['coalesce(x, 5)', 'dirty 1_0', { x: 'dirty 1_0' }],
      ['coalesce(m, "none")', ['a', 'b'], { m: ['a', 'b'] }],
      ['coalesce()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'nullif',
    doc: 'NULL when both arguments are equal, else the first.',
    syntax: 'nullif(<value>, <value>)',
    source: page,
    args: ['value', 'value'],
    gives: 'value',
    lower: (_call, x, y) => {
      if (isNullLiteral(x)) return x;
      const branches = [{ when: compare('=', x, y), then: nullOf(x.type) }];
      return { op: 'case', branches, otherwise: x, type: x.type };
    },
    vectors: [
      ['nullif(x, "-")', null, { x: '-' }],
      ['nullif(x, 5)', null, { x: '5.0' }],
      ['nullif(x, "-")', '', { x: '' }],
      ['nullif(x, y)', 'dirty', { x: 'dirty', y: null }],
      ['nullif(x, "-")', null, { x: null }],
      ['nullif(x)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'searchmatch',
    doc: 'True when the row satisfies a search expression, with the rules of the search command.',
    syntax: 'searchmatch("<search-expression>")',
    source: page,
    args: ['value'],
    gives: 'boolean',
    lower: (call, text) => {
      const literal = literalTextOf(text);
      if (literal !== undefined && call.context.searchMatch) return call.context.searchMatch(literal);
      call.refuse('SPL2206', { name: 'searchmatch', what: 'the search expression' }, 0);
      return nullOf('boolean');
    },
    vectors: [['searchmatch(x)', { error: 'SPL2206' }, { x: 'a=1' }]],
  }),
  defineFunction({
    name: 'true',
    doc: 'The condition that always holds.',
    syntax: 'true()',
    source: page,
    args: [],
    gives: 'boolean',
    lower: () => booleanLiteral(true),
    vectors: [
      ['true()', true],
      ['true(1)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'false',
    doc: 'The condition that never holds.',
    syntax: 'false()',
    source: page,
    args: [],
    gives: 'boolean',
    lower: () => booleanLiteral(false),
    vectors: [
      ['false()', false],
      ['false(1)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'null',
    doc: 'NULL: assigning it removes the field.',
    syntax: 'null()',
    source: page,
    args: [],
    gives: 'value',
    lower: () => nullLiteral,
    vectors: [
      ['null()', null],
      ['null(1)', { error: 'SPL2202' }],
    ],
  }),
];
