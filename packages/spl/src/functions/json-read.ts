import { literalList, nullOf } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineFunction, type FunctionCall } from './define.ts';
import { parseJsonPath } from './json-path.ts';
import { arrayOf, concat, mapTexts, textLiteral, whenValid } from './json-text.ts';
import { literalTextOf } from './literal.ts';

const page = 'Search Reference, JSON functions';

/** The steps of a literal path; undefined after a mistake, which was reported. */
export function pathSteps(
  call: FunctionCall,
  path: PlanExpr,
  argument: number,
): readonly string[] | undefined {
  const text = literalTextOf(path);
  if (text === undefined) {
    call.refuse('SPL3203', { name: call.node.name, what: 'a path' }, argument);
    return undefined;
  }
  const steps = parseJsonPath(text);
  if (!steps) call.refuse('SPL2210', { text, what: 'path', example: '"a.b{0}.c"' }, argument);
  return steps ?? undefined;
}

/** What a path leads to: text without quotes, containers as JSON; all hits of a path with {} as a JSON array. */
function valueAt(json: PlanExpr, steps: readonly string[]): PlanExpr {
  if (!steps.includes('{}')) return primitive('json.extract', 'dynamic', json, literalList(steps));
  const hits = primitive('json.extractAll', 'multivalue', json, literalList(steps));
  return hits;
}

/** The same as JSON, for an array of several results. */
function jsonAt(call: FunctionCall, json: PlanExpr, steps: readonly string[]): PlanExpr {
  const found = steps.includes('{}')
    ? arrayOf(mapTexts(call, valueAt(json, steps), quoteUnlessJson))
    : quoteUnlessJson(valueAt(json, steps));
  return primitive('coalesce', 'dynamic', found, textLiteral('null'));
}

/** Text that came out of a string of the JSON gets its quotes back; what reads as JSON is left as it is. */
function quoteUnlessJson(text: PlanExpr): PlanExpr {
  return share(text, 'part', (part) => ({
    op: 'case',
    branches: [{ when: primitive('json.valid', 'boolean', part), then: part }],
    otherwise: primitive('json.quote', 'dynamic', part),
    type: 'dynamic',
  }));
}

function extractAt(call: FunctionCall, json: PlanExpr, paths: readonly (readonly string[])[]): PlanExpr {
  const [first] = paths;
  if (!first) return share(json, 'json', (text) => whenValid(text, text));
  return share(json, 'json', (text) => {
    if (paths.length > 1) {
      const items = paths.flatMap((steps, i) => [
        ...(i === 0 ? [] : [textLiteral(',')]),
        jsonAt(call, text, steps),
      ]);
      return whenValid(text, concat(textLiteral('['), ...items, textLiteral(']')));
    }
    if (!first.includes('{}')) return valueAt(text, first);
    const hits = valueAt(text, first);
    const found = primitive('isNotNull', 'boolean', hits);
    const then = arrayOf(mapTexts(call, hits, quoteUnlessJson));
    return { op: 'case', branches: [{ when: found, then }], otherwise: nullOf('dynamic'), type: 'dynamic' };
  });
}

export const jsonReaders = [
  defineFunction({
    name: 'json_valid',
    doc: 'True when the text is well-formed JSON, false when it is not.',
    syntax: 'json_valid(<text>)',
    source: page,
    args: ['text'],
    gives: 'boolean',
    lower: (_call, text) => primitive('isTrue', 'boolean', primitive('json.valid', 'boolean', text)),
    vectors: [
      ['json_valid(x)', true, { x: '{"a":[1]}' }],
      ['json_valid(x)', false, { x: '{"a":' }],
      ['json_valid(x)', false, { x: '' }],
      ['json_valid(x)', false, { x: null }],
      ['json_valid()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_extract',
    doc: 'What a path leads to in JSON: text without its quotes, objects and arrays as JSON, all hits of a path with {} as a JSON array; of several paths a JSON array; without a path the JSON itself.',
    syntax: 'json_extract(<json>[, <path>, ...])',
    source: page,
    args: ['text'],
    repeat: ['value'],
    gives: 'text',
    lower: (call, json, ...paths) => {
      const steps = paths.map((path, i) => pathSteps(call, path, i + 1));
      const known = steps.filter((each) => each !== undefined);
      return known.length === steps.length ? extractAt(call, json, known) : nullOf('dynamic');
    },
    vectors: [
      ['json_extract(x, "a.b{1}")', 'two', { x: '{"a":{"b":["one","two"]}}' }],
      ['json_extract(x, "a")', '{"b":[1,2]}', { x: '{"a":{"b":[1,2]}}' }],
      ['json_extract(x, "a{}.n")', '["x","y z"]', { x: '{"a":[{"n":"x"},{"n":"y z"}]}' }],
      ['json_extract(x, "a", "b")', '["p",2]', { x: '{"a":"p","b":2}' }],
      ['json_extract(x)', '{"a":1}', { x: '{"a":1}' }],
      ['json_extract(x, "z")', null, { x: '{"a":1}' }],
      ['json_extract(x, "a")', null, { x: 'dirty' }],
      ['json_extract(x, "a")', null, { x: '' }],
      ['json_extract(x, "a")', null, { x: null }],
      ['json_extract(x, "a..b")', { error: 'SPL2210' }, { x: '{}' }],
    ],
  }),
  defineFunction({
    name: 'json_extract_exact',
    doc: 'The same with keys that are taken as they are, dots and braces included.',
    syntax: 'json_extract_exact(<json>[, <key>, ...])',
    source: page,
    args: ['text'],
    repeat: ['value'],
    gives: 'text',
    lower: (call, json, ...keys) => {
      const steps = keys.map((key, i) => {
        const text = literalTextOf(key);
        if (text === undefined) call.refuse('SPL3203', { name: call.node.name, what: 'a key' }, i + 1);
        return [`.${text ?? ''}`];
      });
      return extractAt(call, json, steps);
    },
    vectors: [
      ['json_extract_exact(x, "a.b")', 'dot', { x: '{"a.b":"dot"}' }],
      ['json_extract_exact(x, "a")', null, { x: 'dirty' }],
      ['json_extract_exact(x, "a")', null, { x: '' }],
      ['json_extract_exact(x, "a")', null, { x: null }],
      ['json_extract_exact()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_keys',
    doc: 'The keys of a JSON object as a JSON array.',
    syntax: 'json_keys(<json>)',
    source: page,
    args: ['text'],
    gives: 'text',
    lower: (call, json) =>
      share(json, 'json', (text) => {
        const keys = primitive('json.keys', 'multivalue', text);
        const names = mapTexts(call, keys, (key) => primitive('json.quote', 'dynamic', key));
        return {
          op: 'case',
          branches: [{ when: primitive('isNotNull', 'boolean', keys), then: arrayOf(names) }],
          otherwise: nullOf('dynamic'),
          type: 'dynamic',
        };
      }),
    vectors: [
      ['json_keys(x)', '["a","b c"]', { x: '{"a":1,"b c":{"d":2}}' }],
      ['json_keys(x)', null, { x: '[1]' }],
      ['json_keys(x)', null, { x: 'dirty' }],
      ['json_keys(x)', null, { x: '' }],
      ['json_keys(x)', null, { x: null }],
      ['json_keys()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_entries',
    doc: 'The members of a JSON object as a JSON array of objects with key and value.',
    syntax: 'json_entries(<json>)',
    source: page,
    args: ['text'],
    gives: 'text',
    lower: (call, json) =>
      share(json, 'json', (text) => {
        const keys = primitive('json.keys', 'multivalue', text);
        const entries = mapTexts(call, keys, (key) =>
          concat(
            textLiteral('{"key":'),
            primitive('json.quote', 'dynamic', key),
            textLiteral(',"value":'),
            primitive('json.member', 'dynamic', text, key),
            textLiteral('}'),
          ),
        );
        return {
          op: 'case',
          branches: [{ when: primitive('isNotNull', 'boolean', keys), then: arrayOf(entries) }],
          otherwise: nullOf('dynamic'),
          type: 'dynamic',
        };
      }),
    vectors: [
      ['json_entries(x)', '[{"key":"a","value":1}]', { x: '{"a":1}' }],
      ['json_entries(x)', null, { x: 'dirty' }],
      ['json_entries(x)', null, { x: '' }],
      ['json_entries(x)', null, { x: null }],
      ['json_entries()', { error: 'SPL2202' }],
    ],
  }),
  defineFunction({
    name: 'json_has_key_exact',
    doc: 'True when the JSON object has the key, which is taken as it is.',
    syntax: 'json_has_key_exact(<json>, <key>)',
    source: page,
    args: ['text', 'text'],
    gives: 'boolean',
    lower: (_call, json, key) =>
      primitive('isNotNull', 'boolean', primitive('json.member', 'dynamic', json, key)),
    vectors: [
      ['json_has_key_exact(x, "a.b")', true, { x: '{"a.b":null}' }],
      ['json_has_key_exact(x, "b")', false, { x: '{"a":{"b":1}}' }],
      ['json_has_key_exact(x, "a")', false, { x: '' }],
      ['json_has_key_exact(x, "a")', false, { x: null }],
      ['json_has_key_exact(x)', { error: 'SPL2202' }],
    ],
  }),
];
