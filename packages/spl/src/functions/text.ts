import { literalList, nullOf } from '../lower/eval/convert.ts';
import { primitive } from '../lower/eval/share.ts';
import type { PlanExpr } from '../plan/expr.ts';
import type { PrimitiveName } from '../plan/primitive.ts';
import { rewriteReplacement } from '../regex/rewrite-replacement.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';
import { parseJsonPath } from './json-path.ts';
import { literalTextOf } from './literal.ts';
import { patternArgument } from './pattern-argument.ts';

const page = 'Search Reference, Text functions';

/** Lower or upper case: what was no number stays none. */
function sameKind(fn: PrimitiveName, text: PlanExpr): PlanExpr {
  return primitive(fn, text.type === 'text' ? 'text' : 'dynamic', text);
}

function trimFunction(name: string, side: string, fn: PrimitiveName, example: string): FunctionDefinition {
  return defineFunction({
    name,
    doc: `The text without the blanks and tabs at ${side}, or without the given characters there.`,
    syntax: `${name}(<text>[, <characters>])`,
    source: page,
    args: ['text'],
    optional: ['text'],
    gives: 'text',
    onMultivalue: 'each',
    lower: (_call, text, characters) =>
      primitive(fn, 'dynamic', text, characters ?? { op: 'literal', value: ' \t', type: 'text' }),
    vectors: [
      [`${name}(x, "-")`, example, { x: '--a-b--' }],
      [`len(${name}(x))`, name === 'trim' ? 1 : 3, { x: ' \ta\t ' }],
      [`${name}(x)`, '', { x: '' }],
      [`${name}(x, "")`, ' dirty ', { x: ' dirty ' }],
      [`${name}(x)`, null, { x: null }],
      [`${name}()`, { error: 'SPL2202' }],
    ],
  });
}

export const textFunctions = [
  defineFunction({
    name: 'lower',
    doc: 'The text in lower case; each value of a multivalue.',
    syntax: 'lower(<text>)',
    source: page,
    args: ['text'],
    gives: 'text',
    onMultivalue: 'each',
    lower: (_call, text) => sameKind('lower', text),
    vectors: [
      ['lower(x)', 'abc \u00e9', { x: 'ABC \u00c9' }],
      ['lower(m)', ['a', 'b'], { m: ['A', 'B'] }],
      ['lower(x)', '', { x: '' }],
      ['lower(x)', '1_a', { x: '1_A' }],
      ['lower(x)', null, { x: null }],
      ['lower(x=1)', { error: 'SPL2203' }],
    ],
  }),
  defineFunction({
    name: 'upper',
    doc: 'The text in upper case; each value of a multivalue.',
    syntax: 'upper(<text>)',
    source: page,
    args: ['text'],
    gives: 'text',
    onMultivalue: 'each',
    lower: (_call, text) => sameKind('upper', text),
    vectors: [
      ['upper(x)', 'ABC', { x: 'aBc' }],
      ['upper(m)', ['A', 'B'], { m: ['a', 'b'] }],
      ['upper(x)', '', { x: '' }],
      ['upper(x)', '1_A', { x: '1_a' }],
      ['upper(x)', null, { x: null }],
      ['upper()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'len',
    doc: 'The number of characters (code points) of a text; NULL for several values.',
    syntax: 'len(<text>)',
    source: page,
    args: ['text'],
    gives: 'number',
    lower: (_call, text) => primitive('text.length', 'number', text),
    vectors: [
      ['len(x)', 4, { x: 'na\u00eff' }],
      ['len(x)', 0, { x: '' }],
      ['len(1000)', 4],
      ['len(m)', null, { m: ['a', 'b'] }],
      ['len(x)', 3, { x: '1_0' }],
      ['len(x)', null, { x: null }],
      ['len()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'substr',
    doc: 'The part of a text from a position on, counted from 1 or, when negative, from the end, of at most the given length.',
    syntax: 'substr(<text>, <start>[, <length>])',
    source: page,
    args: ['text', 'number'],
    optional: ['number'],
    gives: 'text',
    lower: (_call, text, start, length) =>
      primitive('text.substring', 'dynamic', text, start, length ?? nullOf('number')),
    vectors: [
      ['substr("string", 1, 3)', 'str'],
      ['substr("string", -3)', 'ing'],
      ['substr("string", n)', null, { n: null }],
      ['substr("string", -3, 2)', 'in'],
      ['substr("string", 4)', 'ing'],
      ['substr("string", 99)', ''],
      ['substr("string", 2, x)', null, { x: 'dirty' }],
      ['substr("string", x)', '', { x: '5000000000' }],
      ['substr(x, 1)', '', { x: '' }],
      ['substr(x, 1)', null, { x: null }],
      ['substr(x)', { error: 'SPL2202' }],
    ],
  }),
  trimFunction('trim', 'both ends', 'text.trim', 'a-b'),
  trimFunction('ltrim', 'its start', 'text.trimLeft', 'a-b--'),
  trimFunction('rtrim', 'its end', 'text.trimRight', '--a-b'),
  defineFunction({
    name: 'replace',
    doc: 'The text with every match of a regular expression replaced; \\1 to \\9 stand for the groups; each value of a multivalue.',
    syntax: 'replace(<text>, <regex>, <replacement>)',
    source: page,
    args: ['text', 'text', 'text'],
    gives: 'text',
    onMultivalue: 'each',
    lower: (call, text, regex, replacement) => {
      const found = patternArgument(call, regex, 1);
      if (!found) return nullOf('dynamic');
      const literal = literalTextOf(replacement);
      const rewritten: PlanExpr =
        literal === undefined
          ? replacement
          : { op: 'literal', value: rewriteReplacement(literal, found.groupCount), type: 'text' };
      return primitive('regex.replace', 'dynamic', text, found.pattern, rewritten);
    },
    vectors: [
      ['replace(x, "a", "X")', 'bXnXnX', { x: 'banana' }],
      ['replace(x, "^(\\d+)/(\\d+)/", "\\2/\\1/")', '14/1/2023', { x: '1/14/2023' }],
      ['replace(x, "a", "\\q")', '\\q', { x: 'a' }],
      ['replace(x, "(a)", "[\\3]")', '[]', { x: 'a' }],
      ['replace(x, "a", y)', 'b\\w', { x: 'ba', y: '\\w' }],
      ['replace(m, "a$", "")', ['b', 'c'], { m: ['ba', 'ca'] }],
      ['replace(x, y, "")', null, { x: 'a', y: '(' }],
      ['replace(x, "a", "b")', '', { x: '' }],
      ['replace(x, "a", "b")', null, { x: null }],
      ['replace(x, "a++a", "")', { error: 'SPL3202' }],
    ],
  }),
  defineFunction({
    name: 'split',
    doc: 'The parts of a text between the delimiters, as a multivalue; an empty delimiter gives its characters.',
    syntax: 'split(<text>, <delimiter>)',
    source: 'Search Reference, Multivalue eval functions',
    args: ['text', 'text'],
    gives: 'multivalue',
    lower: (_call, text, delimiter) => primitive('text.split', 'multivalue', text, delimiter),
    vectors: [
      ['split(x, ";")', ['a', 'b', '', 'c'], { x: 'a;b;;c' }],
      ['split(x, "")', ['a', 'b'], { x: 'ab' }],
      ['split(x, ";")', 'a', { x: 'a' }],
      ['split(x, ";")', '', { x: '' }],
      ['split(x, ";")', null, { x: null }],
      ['split(x)', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'urldecode',
    doc: 'The text with its percent-encoded characters decoded; NULL when that gives no valid UTF-8.',
    syntax: 'urldecode(<text>)',
    source: page,
    args: ['text'],
    gives: 'text',
    onMultivalue: 'each',
    lower: (_call, text) => primitive('text.urlDecode', 'dynamic', text),
    vectors: [
      ['urldecode(x)', 'a b/\u00e9', { x: 'a%20b%2F%C3%A9' }],
      ['urldecode(x)', 'a+b', { x: 'a+b' }],
      ['urldecode(x)', '100%', { x: '100%' }],
      ['urldecode(x)', null, { x: '%ff' }],
      ['urldecode(x)', '', { x: '' }],
      ['urldecode(x)', null, { x: null }],
      ['urldecode()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'spath',
    doc: 'What a path selects in JSON text: {} is every element of an array, {0} its first; several hits are a multivalue.',
    syntax: 'spath(<json>, "<path>")',
    source: page,
    args: ['text', 'value'],
    gives: 'value',
    lower: (call, json, path) => {
      const literal = literalTextOf(path);
      if (literal === undefined) return call.refuse('SPL3203', { name: 'spath', what: 'a path' }, 1);
      const steps = parseJsonPath(literal);
      if (!steps) return call.refuse('SPL2210', { text: literal, what: 'JSON path', example: 'a.b{}.c' }, 1);
      return steps.includes('{}')
        ? primitive('json.extractAll', 'multivalue', json, literalList(steps))
        : primitive('json.extract', 'dynamic', json, literalList(steps));
    },
    vectors: [
      ['spath(x, "a.b")', '1', { x: '{"a":{"b":1}}' }],
      ['spath(x, "a{}.n")', ['p', 'q'], { x: '{"a":[{"n":"p"},{"n":"q"},{}]}' }],
      ['spath(x, "a{1}.n")', 'q', { x: '{"a":[{"n":"p"},{"n":"q"}]}' }],
      ['spath(x, "a")', '{"b":true}', { x: '{"a":{"b":true}}' }],
      ['spath(x, "a")', 'null', { x: '{"a":null}' }],
      ['spath(x, "a{}")', ['1', 'null', 'x'], { x: '{"a":[1,null,"x"]}' }],
      ['spath(x, "a")', null, { x: '{"a":' }],
      ['spath(x, "z{}")', null, { x: '{"a":1}' }],
      ['spath(x, "a")', null, { x: '' }],
      ['spath(x, "a")', null, { x: null }],
      ['spath(x, "a..b")', { error: 'SPL2210' }],
    ],
  }),
];
