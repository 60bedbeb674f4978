import { nullOf, toText } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineFunction } from './define.ts';
import { arrayOf, concat, jsonOf, mapTexts, textLiteral, whenValid } from './json-text.ts';

const page = 'Search Reference, JSON functions';

/** JSON texts one after the other, commas between them. */
function list(open: string, items: readonly PlanExpr[], close: string): PlanExpr {
  const parts = items.flatMap((item, i) => (i === 0 ? [item] : [textLiteral(','), item]));
  return concat(textLiteral(open), ...parts, textLiteral(close));
}

export const jsonBuilders = [
  defineFunction({
    name: 'json_object',
    doc: 'A JSON object of keys and values; results of other JSON functions become parts of it, NULL becomes null.',
    syntax: 'json_object(<key>, <value>, ...)',
    source: page,
    args: [],
    repeat: ['text', 'any'],
    gives: 'text',
    lower: (call, ...args) => {
      const members = args.flatMap((key, i) => {
        const value = args[i + 1];
        if (i % 2 === 1 || value === undefined) return [];
        const name = primitive('coalesce', 'dynamic', key, textLiteral(''));
        return [
          concat(primitive('json.quote', 'dynamic', name), textLiteral(':'), jsonOf(call, value, i + 1)),
        ];
      });
      return list('{', members, '}');
    },
    vectors: [
      ['json_object("a", x, "b", 5, "c", "5")', '{"a":"q\\"t","b":5,"c":"5"}', { x: 'q"t' }],
      ['json_object("a", x)', '{"a":1.5}', { x: '1.5' }],
      ['json_object("a", x, "b", y)', '{"a":null,"b":""}', { x: null, y: '' }],
      ['json_object("a", json_object("b", x=1))', '{"a":{"b":true}}', { x: '1' }],
      ['json_object("a", m)', '{"a":["x","007"]}', { m: ['x', '007'] }],
      ['json_object()', '{}'],
      ['json_object("a")', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_array',
    doc: 'A JSON array of the values; results of other JSON functions become parts of it, NULL becomes null.',
    syntax: 'json_array(<value>, ...)',
    source: page,
    args: [],
    repeat: ['any'],
    gives: 'text',
    lower: (call, ...args) =>
      list(
        '[',
        args.map((arg, i) => jsonOf(call, arg, i)),
        ']',
      ),
    vectors: [
      ['json_array("a", 1, x, json_array(), true())', '["a",1,"dirty",[],true]', { x: 'dirty' }],
      ['json_array(x, y)', '[null,""]', { x: null, y: '' }],
      ['json_array(nosuch(1))', { error: 'SPL2201' }],
    ],
  }),
  defineFunction({
    name: 'json',
    doc: 'The text if it is JSON, else NULL.',
    syntax: 'json(<text>)',
    source: page,
    args: ['text'],
    gives: 'text',
    lower: (_call, text) => share(text, 'json', (json) => whenValid(json, json)),
    vectors: [
      ['json(x)', '{"a":1}', { x: '{"a":1}' }],
      ['json(x)', null, { x: 'dirty' }],
      ['json(x)', null, { x: '' }],
      ['json(x)', null, { x: null }],
      ['json()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'tojson',
    doc: 'The JSON of a value: a number, text in quotes, an array of a multivalue; NULL becomes null.',
    syntax: 'tojson(<value>)',
    source: 'Search Reference, Conversion functions',
    args: ['any'],
    gives: 'text',
    lower: (call, value) => jsonOf(call, value, 0),
    vectors: [
      ['tojson(x)', '"a b"', { x: 'a b' }],
      ['tojson(x)', '5', { x: '5' }],
      ['tojson(x)', '""', { x: '' }],
      ['tojson(x)', 'null', { x: null }],
      ['tojson()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'mv_to_json_array',
    doc: 'A JSON array of the values of a field as texts; with true() numbers, true, false and null are taken for what they look like.',
    syntax: 'mv_to_json_array(<multivalue>[, <infer-types>])',
    source: page,
    args: ['list'],
    optional: ['boolean'],
    gives: 'text',
    lower: (call, values, infers) => {
      const quoted = (text: PlanExpr): PlanExpr => primitive('json.quote', 'dynamic', text);
      const inferred = (text: PlanExpr): PlanExpr => ({
        op: 'case',
        branches: [{ when: primitive('json.valid', 'boolean', text), then: text }],
        otherwise: quoted(text),
        type: 'dynamic',
      });
      if (values.op === 'literal' && values.value === null) return nullOf('dynamic');
      const edit = infers?.op === 'literal' && infers.value === true ? inferred : quoted;
      return {
        op: 'case',
        branches: [
          { when: primitive('isNotNull', 'boolean', values), then: arrayOf(mapTexts(call, values, edit)) },
        ],
        otherwise: nullOf('dynamic'),
        type: 'dynamic',
      };
    },
    vectors: [
      ['mv_to_json_array(m)', '["a","1"]', { m: ['a', '1'] }],
      ['mv_to_json_array(m, true())', '["a",1,true]', { m: ['a', '1', 'true'] }],
      ['mv_to_json_array(x)', '[""]', { x: '' }],
      ['mv_to_json_array(x)', null, { x: null }],
      ['mv_to_json_array()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_array_to_mv',
    doc: 'The elements of a JSON array as a multivalue: texts without their quotes, everything else as JSON; with true() the quotes stay.',
    syntax: 'json_array_to_mv(<json>[, <keep-quotes>])',
    source: page,
    args: ['text'],
    optional: ['boolean'],
    gives: 'multivalue',
    lower: (_call, json, keepsQuotes) =>
      keepsQuotes?.op === 'literal' && keepsQuotes.value === true
        ? primitive('json.elements', 'multivalue', toText(json))
        : primitive('json.extractAll', 'multivalue', json, {
            op: 'literal',
            value: ['{}'],
            type: 'multivalue',
          }),
    vectors: [
      ['json_array_to_mv(x)', ['a', '1', '{"b":2}'], { x: '["a", 1, {"b":2}]' }],
      ['json_array_to_mv(x, true())', ['"a"', '1'], { x: '["a", 1]' }],
      ['json_array_to_mv(x)', null, { x: '[]' }],
      ['json_array_to_mv(x)', null, { x: 'dirty' }],
      ['json_array_to_mv(x)', null, { x: '' }],
      ['json_array_to_mv(x)', null, { x: null }],
      ['json_array_to_mv()', { error: 'SPL2202' }],
    ],
  }),
];
