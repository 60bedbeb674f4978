import { isNullLiteral, nullOf, toNumber, toText } from '../lower/eval/convert.ts';
import { primitive, sharedCall } from '../lower/eval/share.ts';
import { looksNumeric, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';
import { type PrintfPart, parsePrintf } from './printf-format.ts';

const page = 'Search Reference, Conversion functions';

const numberFormats: ReadonlyMap<string, PrimitiveName> = new Map([
  ['hex', 'number.hex'],
  ['binary', 'number.binary'],
  ['commas', 'number.commas'],
  ['duration', 'number.duration'],
]);

/** A condition prints as `True`, `False`, or `Null`: the only NULL that tostring prints. */
function conditionText(condition: PlanExpr): PlanExpr {
  const branches = [
    { when: condition, then: stringLiteral('True') },
    { when: primitive('not', 'boolean', condition), then: stringLiteral('False') },
  ];
  return { op: 'case', branches, otherwise: stringLiteral('Null'), type: 'text' };
}

function formatNumber(call: FunctionCall, value: PlanExpr, format: PlanExpr): PlanExpr {
  const name = literalTextOf(format);
  if (name === undefined) return call.refuse('SPL3203', { name: 'tostring', what: 'a format' }, 1);
  const fn = numberFormats.get(name.toLowerCase());
  if (!fn)
    return call.refuse(
      'SPL2210',
      { text: name, what: 'format of tostring', example: '"hex", "binary", "commas" or "duration"' },
      1,
    );
  return isNullLiteral(value) ? nullOf('dynamic') : sharedCall(fn, 'dynamic', toNumber(value));
}

function parseBase(call: FunctionCall, value: PlanExpr, base: PlanExpr): PlanExpr {
  if (base.op === 'literal' && !(Number(base.value) >= 2 && Number(base.value) <= 36)) {
    return call.refuse(
      'SPL2210',
      { text: String(base.value), what: 'base', example: 'a number from 2 to 36' },
      1,
    );
  }
  return sharedCall('text.parseInteger', 'number', toText(value), base);
}

function printPart(part: PrintfPart, args: readonly PlanExpr[]): PlanExpr {
  if (part.kind === 'text') return { op: 'literal', value: part.text, type: 'text' };
  const format: PlanExpr = { op: 'literal', value: part.format, type: 'text' };
  const value = args[part.argument] ?? nullOf('dynamic');
  if (part.conversion !== 's') return primitive('number.printf', 'dynamic', toNumber(value), format);
  return part.format === '%s' ? toText(value) : primitive('text.printf', 'dynamic', toText(value), format);
}

export const conversionFunctions = [
  defineFunction({
    name: 'tonumber',
    doc: 'The number that a text stands for, by default in base 10; NULL for text that is none, blanks around it included.',
    syntax: 'tonumber(<text>[, <base>])',
    source: page,
    args: ['value'],
    optional: ['number'],
    gives: 'number',
    lower: (call, value, base) => {
      const literal = call.node.args[0]?.kind === 'string' ? literalTextOf(value) : undefined;
      if (base) return parseBase(call, value, base);
      if (literal !== undefined && !looksNumeric(literal))
        return call.refuse('SPL2207', { text: literal }, 0);
      return toNumber(value);
    },
    vectors: [
      ['tonumber("0A4", 16)', 164],
      ['tonumber("0x1f", 16)', 31],
      ['tonumber("-101", 2)', -5],
      ['tonumber(x)', 1500, { x: '1.5e3' }],
      ['tonumber(x)', null, { x: ' 5' }],
      ['tonumber(x)', null, { x: '1_000' }],
      ['tonumber(x, 8)', null, { x: '19' }],
      ['tonumber(x)', null, { x: '' }],
      ['tonumber(x)', null, { x: null }],
      ['tonumber(x, 16)', null, { x: null }],
      ['tonumber("n/a")', { error: 'SPL2207' }],
      ['tonumber(x, 99)', { error: 'SPL2210' }],
    ],
  }),
  defineFunction({
    name: 'tostring',
    doc: 'The text of a number or condition, a number in one of the formats hex, binary, commas or duration.',
    syntax: 'tostring(<value>[, "hex" | "binary" | "commas" | "duration"])',
    source: `${page}; NULL rule: ours`,
    args: ['any'],
    optional: ['value'],
    gives: 'text',
    lower: (call, value, format) => {
      if (value.type === 'boolean') return conditionText(value);
      return format ? formatNumber(call, value, format) : toText(value);
    },
    vectors: [
      ['tostring(15, "hex")', '0xF'],
      ['tostring(9, "binary")', '1001'],
      ['tostring(12345.6789, "commas")', '12,345.68'],
      ['tostring(1234567, "commas")', '1,234,567'],
      ['tostring(-1234.5, "commas")', '-1,234.5'],
      ['tostring(615, "duration")', '00:10:15'],
      ['tostring(100000, "duration")', '1+03:46:40'],
      ['tostring(61.25, "duration")', '00:01:01.250000'],
      ['tostring(1==1)', 'True'],
      ['tostring(x=1)', 'Null', { x: null }],
      ['tostring(5).".5"', '5.5'],
      ['tostring(x, "hex")', null, { x: 'dirty' }],
      ['tostring(x)', '', { x: '' }],
      ['tostring(x)', null, { x: null }],
      ['tostring(x, "roman")', { error: 'SPL2210' }],
    ],
  }),
  defineFunction({
    name: 'printf',
    doc: 'Text made from a format with the conversions of C (d i u o x X c s e E f F g G and %%).',
    syntax: 'printf("<format>", <value>, ...)',
    source: page,
    args: ['value'],
    repeat: ['value'],
    gives: 'text',
    lower: (call, format, ...args) => {
      const text = literalTextOf(format);
      if (text === undefined) return call.refuse('SPL3203', { name: 'printf', what: 'a format' }, 0);
      const parsed = parsePrintf(text);
      if (!parsed.ok)
        return call.refuse(
          'SPL2210',
          { text: parsed.conversion, what: 'conversion of printf', example: '%s, %d or %.2f' },
          0,
        );
      const parts = parsed.parts.map((part) => printPart(part, args));
      if (parts.length === 0) return stringLiteral('');
      return primitive('text.concat', 'dynamic', ...parts);
    },
    vectors: [
      ['printf("%05.1f|%s", x, y)', '003.1|a', { x: '3.14', y: 'a' }],
      ['printf("%d%%", x)', '42%', { x: '42.9' }],
      ['printf("%-4s|%4s|", x, x)', 'ab  |  ab|', { x: 'ab' }],
      ['printf("%x %X %o %c", 255, 255, 8, 65)', 'ff FF 10 A'],
      ['printf("%+d", 5)', '+5'],
      ['printf("%s", x)', '', { x: '' }],
      ['printf("%d", x)', null, { x: 'dirty' }],
      ['printf("%s", x)', null, { x: null }],
      ['printf("%y", x)', { error: 'SPL2210' }],
    ],
  }),
];
