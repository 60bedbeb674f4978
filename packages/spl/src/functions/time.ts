import { literalList, toText } from '../lower/eval/convert.ts';
import { primitive, sharedCall } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { parseTimeFormat } from '../time/strftime.ts';
import { parseTimeModifier, resolveTime, type TimeStep } from '../time/time-modifier.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { literalTextOf } from './literal.ts';
import { formatByRow, parseByRow } from './time-by-row.ts';

const page = 'Search Reference, Date and Time functions';

/** The pieces of a literal time format; undefined after a mistake, which was reported. */
function formatPieces(call: FunctionCall, text: string): PlanExpr | undefined {
  const parsed = parseTimeFormat(text);
  if (parsed.ok) return literalList(parsed.pieces);
  call.refuse(
    'SPL2210',
    { text: parsed.variable, what: 'time format variable', example: '%Y-%m-%d %H:%M:%S' },
    1,
  );
  return undefined;
}

function applyStep(time: PlanExpr, step: TimeStep): PlanExpr {
  if (step.kind === 'offset') {
    return sharedCall('time.add', 'number', time, numberLiteral(step.amount), stringLiteral(step.unit));
  }
  return sharedCall('time.truncate', 'number', time, stringLiteral(step.unit), numberLiteral(step.weekday));
}

export const timeFunctions = [
  defineFunction({
    name: 'now',
    doc: 'The time at which the search started, in epoch seconds.',
    syntax: 'now()',
    source: page,
    args: [],
    gives: 'number',
    lower: (call) => numberLiteral(call.context.now),
    vectors: [
      ['now() > 0', true],
      ['now(1)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'time',
    doc: 'The time at which the row is computed, in epoch seconds.',
    syntax: 'time()',
    source: page,
    args: [],
    gives: 'number',
    lower: () => primitive('number.clock', 'number'),
    vectors: [
      ['time() > 1700000000', true],
      ['time(1)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'strftime',
    doc: 'A time in epoch seconds as text in the given format, in UTC; NULL for an unknown variable in a format that comes from a field.',
    syntax: 'strftime(<epoch-seconds>, "<format>")',
    source: `${page}; Date and time format variables`,
    args: ['number', 'value'],
    gives: 'text',
    lower: (call, time, format) => {
      const literal = literalTextOf(format);
      if (literal === undefined) return formatByRow(time, toText(format), call.context.freshId);
      const pieces = formatPieces(call, literal);
      return pieces ? sharedCall('time.format', 'dynamic', time, pieces) : stringLiteral('');
    },
    vectors: [
      ['strftime(1700000000, "%Y-%m-%dT%H:%M:%S%z")', '2023-11-14T22:13:20+0000'],
      ['strftime(1700000000.1234, "%F %T.%3N %Q %6N %9N")', '2023-11-14 22:13:20.123 123 123400 123400000'],
      [
        'strftime(1699222333, "%a %A %b %B %d %e %j %I %l %k %p")',
        'Sun Sunday Nov November 05 \u00205 309 10 10 22 PM',
      ],
      ['strftime(1699222333, "%s %w %u %U %V %G %y %Z %:z %%")', '1699222333 0 7 45 44 2023 23 UTC +00:00 %'],
      [
        'strftime(1699222333, "%c|%x|%X|%+")',
        'Sun Nov  5 22:12:13 2023|11/05/2023|22:12:13|Sun Nov  5 22:12:13 UTC 2023',
      ],
      ['strftime(0, "%-d.%-m. %D %R")', '1.1. 01/01/70 00:00'],
      ['strftime(-1, "%T")', '23:59:59'],
      ['strftime(t, "no variables")', 'no variables', { t: '5' }],
      ['strftime(t, "%Y")', null, { t: '1e300' }],
      ['strftime(t, "%Y")', null, { t: 'dirty' }],
      ['strftime(t, "%Y")', null, { t: '' }],
      ['strftime(t, "%Y")', null, { t: null }],
      ['strftime(t, "%i")', { error: 'SPL2210' }, { t: '1' }],
      ['strftime(t, f)', '2023', { t: '1700000000', f: '%Y' }],
      [
        'strftime(t, f)',
        '2023-11-14 22:13:20.123 123 123400 2023-11-14\n%Y',
        { t: '1700000000.1234', f: '%F %T.%3N %Q %6N %Y-%m-%d%n%%Y' },
      ],
      [
        'strftime(t, f)',
        '5.11. Sun Nov  5 22:12:13 2023|UTC+00:00',
        { t: '1699222333', f: '%-d.%m. %c|%Z%:z' },
      ],
      ['strftime(t, f)', 'no variables', { t: '5', f: 'no variables' }],
      ['strftime(t, f)', '', { t: '5', f: '' }],
      ['strftime(t, f)', null, { t: 'dirty', f: 'no variables' }],
      ['strftime(t, f)', null, { t: 'dirty', f: '' }],
      ['strftime(t, f)', null, { t: '1', f: '%Y %i' }],
      ['strftime(t, f)', null, { t: '1', f: '%Y%' }],
      ['strftime(t, f)', null, { t: '1', f: null }],
      ['strftime(t, f)', null, { t: '1e300', f: '%Y' }],
      ['strftime(t, f)', null, { t: 1, f: ['%Y', '%m'] }],
    ],
  }),
  defineFunction({
    name: 'strptime',
    doc: 'The epoch seconds of a time written in the given format, in UTC unless it names a zone; NULL when it does not fit.',
    syntax: 'strptime(<text>, "<format>")',
    source: `${page}; Date and time format variables`,
    args: ['text', 'value'],
    gives: 'number',
    lower: (call, text, format) => {
      const literal = literalTextOf(format);
      if (literal === undefined)
        return (
          parseByRow(text, toText(format), call.context) ??
          call.refuse('SPL3203', { name: call.node.name, what: 'a format' }, 1)
        );
      const pieces = formatPieces(call, literal);
      if (!pieces) return numberLiteral(0);
      return sharedCall('time.parse', 'number', text, pieces, numberLiteral(call.context.now));
    },
    vectors: [
      ['strptime("2022-08-13 11:22:33", "%Y-%m-%d %H:%M:%S")', 1660389753],
      ['strptime("2022-08-13T11:22:33.25Z", "%Y-%m-%dT%H:%M:%S.%3N%z")', 1660389753.25],
      ['strptime("2022-08-13T13:22:33+02:00", "%Y-%m-%dT%H:%M:%S%z")', 1660389753],
      ['strptime("2022-08-13 06:22:33 EST", "%F %T %Z")', 1660389753],
      ['strptime("Aug  3, 2022 1:05 PM", "%b %d, %Y %I:%M %p")', 1659531900],
      ['strptime("12:00:00 am", "%I:%M:%S %p") % 86400', 0],
      ['strptime("Saturday 13 august 22", "%A %d %B %y")', 1660348800],
      ['strptime("20220813112233", "%Y%m%d%H%M%S")', 1660389753],
      ['strptime("2022 225", "%Y %j")', 1660348800],
      ['strptime("1660389753.5", "%s")', 1660389753.5],
      ['strptime("2022-08-13 and more", "%Y-%m-%d")', 1660348800],
      ['strptime("2022-08", "%Y-%m")', null],
      ['strptime(t, "%Y-%m-%d")', null, { t: '2022-02-30' }],
      ['strptime(t, "%H:%M") % 86400', 3600, { t: '01:00' }],
      ['strptime(t, "%H:%M")', null, { t: '25:00' }],
      ['strptime(t, "%Y")', null, { t: 'dirty' }],
      ['strptime(t, "%Y-%m-%d")', null, { t: '' }],
      ['strptime(t, "%Y-%m-%d")', null, { t: null }],
      ['strptime(t, "%i")', { error: 'SPL2210' }, { t: '1' }],
      ['mvmap(f, strptime(t, f))', { error: 'SPL3203' }, { t: '1', f: '%Y' }],
    ],
  }),
  defineFunction({
    name: 'relative_time',
    doc: 'A time moved by a relative time modifier such as -1d@d, in epoch seconds.',
    syntax: 'relative_time(<epoch-seconds>, "<modifier>")',
    source: `${page}; Time modifiers`,
    args: ['number', 'value'],
    gives: 'number',
    lower: (call, time, specifier) => {
      const text = literalTextOf(specifier);
      if (text === undefined) return primitive('time.shift', 'number', time, toText(specifier));
      const parsed = parseTimeModifier(text);
      if (!parsed.ok || parsed.modifier.kind !== 'relative') {
        return call.refuse('SPL2210', { text, what: 'relative time', example: '"-24h@h"' }, 1);
      }
      if (time.op === 'literal' && typeof time.value === 'number')
        return numberLiteral(resolveTime(parsed.modifier, time.value));
      return parsed.modifier.steps.reduce(applyStep, time);
    },
    vectors: [
      ['relative_time(t, "@d")', 1699920000, { t: '1700000000' }],
      ['relative_time(t, "-2h@h")', 1699992000, { t: '1700000000' }],
      ['relative_time(t, "+30m")', 1700001800, { t: '1700000000' }],
      ['relative_time(t, "@mon")', 1698796800, { t: '1700000000' }],
      ['relative_time(t, "@q-1d")', 1696032000, { t: '1700000000' }],
      ['relative_time(t, "@y")', 1672531200, { t: '1700000000' }],
      ['relative_time(t, "@w1")', 1699833600, { t: '1700000000' }],
      ['relative_time(t, "@w0")', 1699747200, { t: '1700000000' }],
      ['relative_time(t, "-1mon@d")', 1697241600, { t: '1700000000' }],
      ['relative_time(1709164800, "-1y")', 1677542400],
      ['relative_time(t, "now")', 5, { t: '5' }],
      ['relative_time(t, "-1mon")', null, { t: '1e300' }],
      ['relative_time(t, "@d")', null, { t: 'dirty' }],
      ['relative_time(t, "@d")', null, { t: '' }],
      ['relative_time(t, "@d")', null, { t: null }],
      ['relative_time(t, "tomorrow")', { error: 'SPL2210' }, { t: '1' }],
      ['relative_time(t, x)', 1699920000, { t: '1700000000', x: '@d' }],
      ['relative_time(t, x)', 1699992000, { t: '1700000000', x: '-2h@h' }],
      ['relative_time(t, x)', 1699833600, { t: '1700000000', x: '@w1' }],
      ['relative_time(t, x)', 1696032000, { t: '1700000000', x: '@q-1d' }],
      ['relative_time(t, x)', 1672531200, { t: '1700000000', x: '@y' }],
      ['relative_time(t, x)', 1697321600, { t: '1700000000', x: '-1mon' }],
      ['relative_time(t, x)', 1700000000, { t: '1700000000', x: 'now' }],
      ['relative_time(t, x)', null, { t: '1700000000', x: '-2parsec' }],
      ['relative_time(t, x)', null, { t: '1700000000', x: '' }],
      ['relative_time(t, x)', null, { t: '1700000000', x: null }],
    ],
  }),
];
