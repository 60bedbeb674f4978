import { nullOf } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineFunction, type FunctionCall, type FunctionDefinition, type Vector } from './define.ts';
import { pathSteps } from './json-read.ts';
import { arrayOf, concat, isArray, jsonOf, mapTexts, objectOf, textLiteral, whenValid } from './json-text.ts';
import { literalTextOf } from './literal.ts';

const page = 'Search Reference, JSON functions';

/** What becomes of the JSON at a place, NULL where there is none; NULL takes the place out. */
type Edit = (json: PlanExpr) => PlanExpr;

/** The JSON with the place that the steps lead to edited; a missing key is added unless the edit gives NULL. */
function editAt(call: FunctionCall, json: PlanExpr, steps: readonly string[], edit: Edit): PlanExpr {
  const [step, ...rest] = steps;
  if (step === undefined) return edit(json);
  return share(json, `step${steps.length}`, (text) =>
    step.startsWith('.')
      ? editMember(call, text, step.slice(1), (member) => editAt(call, member, rest, edit))
      : editElement(text, Number(step.slice(1, -1)), (element) => editAt(call, element, rest, edit)),
  );
}

function member(name: PlanExpr, json: PlanExpr): PlanExpr {
  return concat(primitive('json.quote', 'dynamic', name), textLiteral(':'), json);
}

function editMember(call: FunctionCall, json: PlanExpr, key: string, edit: Edit): PlanExpr {
  const keys = primitive('json.keys', 'multivalue', json);
  const name = textLiteral(key);
  const edited = mapTexts(call, keys, (each) => {
    const value = primitive('json.member', 'dynamic', json, each);
    const when = primitive('text.equal', 'boolean', each, name);
    const then = member(name, edit(value));
    return { op: 'case', branches: [{ when, then }], otherwise: member(each, value), type: 'dynamic' };
  });
  const isThere = primitive('isNotNull', 'boolean', primitive('json.member', 'dynamic', json, name));
  const added = primitive('list.of', 'multivalue', member(name, edit(nullOf('dynamic'))));
  const none: PlanExpr = { op: 'literal', value: null, type: 'multivalue' };
  const extra: PlanExpr = {
    op: 'case',
    branches: [{ when: isThere, then: none }],
    otherwise: added,
    type: 'multivalue',
  };
  return objectOf(primitive('list.concat', 'multivalue', edited, extra));
}

/** An array shorter than that stays as it is. */
function editElement(json: PlanExpr, index: number, edit: Edit): PlanExpr {
  return share(primitive('json.elements', 'multivalue', json), `elements${index}`, (items) => {
    const item = primitive('list.at', 'dynamic', items, numberLiteral(index));
    const before = index === 0 ? [] : [primitive('list.take', 'multivalue', items, numberLiteral(index))];
    const after = primitive('list.slice', 'multivalue', items, numberLiteral(index + 1), numberLiteral(-1));
    const all = primitive(
      'list.concat',
      'multivalue',
      ...before,
      primitive('list.of', 'multivalue', edit(item)),
      after,
    );
    const when = primitive('isNotNull', 'boolean', item);
    return { op: 'case', branches: [{ when, then: arrayOf(all) }], otherwise: json, type: 'dynamic' };
  });
}

/** The elements of an array; of anything else the one value; nothing of NULL. */
function elementsOf(json: PlanExpr): PlanExpr {
  return {
    op: 'case',
    branches: [{ when: isArray(json), then: primitive('json.elements', 'multivalue', json) }],
    otherwise: primitive('list.of', 'multivalue', json),
    type: 'multivalue',
  };
}

/** A function of JSON and pairs of path and value. */
function editor(
  name: string,
  doc: string,
  edit: (value: PlanExpr) => Edit,
  vectors: readonly Vector[],
  isExact = false,
): FunctionDefinition {
  return defineFunction({
    name,
    doc,
    syntax: `${name}(<json>, <${isExact ? 'key' : 'path'}>, <value>, ...)`,
    source: page,
    args: ['text'],
    repeat: ['value', 'any'],
    gives: 'text',
    lower: (call, json, ...pairs) =>
      share(json, 'json', (text) => {
        const edited = pairs.reduce((current, path, i) => {
          const value = pairs[i + 1];
          if (i % 2 === 1 || value === undefined) return current;
          const steps = isExact ? keyStep(call, path, i + 1) : pathSteps(call, path, i + 1);
          if (!steps) return current;
          if (steps.includes('{}'))
            return call.refuse('SPL3203', { name, what: 'a path over all elements' }, i + 1);
          return editAt(call, current, steps, edit(jsonOf(call, value, i + 2)));
        }, text);
        return whenValid(text, edited);
      }),
    vectors: [
      ...vectors,
      [`${name}(x, "a", 1)`, null, { x: 'dirty' }],
      [`${name}(x, "a", 1)`, null, { x: '' }],
      [`${name}(x, "a", 1)`, null, { x: null }],
      [`${name}(x, "a")`, { error: 'SPL2202' }, { x: '{}' }],
    ],
  });
}

function keyStep(call: FunctionCall, key: PlanExpr, argument: number): readonly string[] | undefined {
  const text = literalTextOf(key);
  if (text === undefined) call.refuse('SPL3203', { name: call.node.name, what: 'a key' }, argument);
  return text === undefined ? undefined : [`.${text}`];
}

export const jsonEditors = [
  editor(
    'json_set',
    'The JSON with values set at paths; a key that is missing is added.',
    (value) => () => value,
    [
      ['json_set(x, "a", 5, "b.c", "t")', '{"a":5,"b":{"c":"t","d":1}}', { x: '{"a":1,"b":{"c":2,"d":1}}' }],
      ['json_set(x, "n{1}", json_array(1))', '{"n":[1,[1],3]}', { x: '{"n":[1,2,3]}' }],
      ['json_set(x, "a.b", 1)', '{"a":{"b":1}}', { x: '{}' }],
    ],
  ),
  editor(
    'json_set_exact',
    'The JSON object with values set at keys, which are taken as they are.',
    (value) => () => value,
    [['json_set_exact(x, "a.b", 5)', '{"a":1,"a.b":5}', { x: '{"a":1}' }]],
    true,
  ),
  editor(
    'json_append',
    'The JSON with a value added to the end of the array at each path; anything else there becomes an array first.',
    (value) => (json) =>
      arrayOf(
        primitive('list.concat', 'multivalue', elementsOf(json), primitive('list.of', 'multivalue', value)),
      ),
    [
      ['json_append(x, "a", "t")', '{"a":[1,"t"]}', { x: '{"a":[1]}' }],
      ['json_append(x, "a", json_array(2,3))', '{"a":[1,[2,3]]}', { x: '{"a":1}' }],
      ['json_append(x, "a", 1)', '{"b":0,"a":[1]}', { x: '{"b":0}' }],
    ],
  ),
  editor(
    'json_extend',
    'The same as json_append, but the elements of an array are added one by one.',
    (value) => (json) => arrayOf(primitive('list.concat', 'multivalue', elementsOf(json), elementsOf(value))),
    [
      ['json_extend(x, "a", json_array(2,3))', '{"a":[1,2,3]}', { x: '{"a":[1]}' }],
      ['json_extend(x, "a", "t")', '{"a":["t"]}', { x: '{"a":[]}' }],
    ],
  ),
  defineFunction({
    name: 'json_delete',
    doc: 'The JSON without what the paths lead to.',
    syntax: 'json_delete(<json>, <path>, ...)',
    source: page,
    args: ['text', 'value'],
    repeat: ['value'],
    gives: 'text',
    lower: (call, json, ...paths) =>
      share(json, 'json', (text) => {
        const edited = paths.reduce((current, path, i) => {
          const steps = pathSteps(call, path, i + 1);
          if (!steps) return current;
          if (steps.includes('{}'))
            return call.refuse('SPL3203', { name: 'json_delete', what: 'a path over all elements' }, i + 1);
          return deleteAt(call, current, steps);
        }, text);
        return whenValid(text, edited);
      }),
    vectors: [
      ['json_delete(x, "a", "b.c")', '{"b":{"d":1}}', { x: '{"a":1,"b":{"c":2,"d":1}}' }],
      ['json_delete(x, "n{0}")', '{"n":[2]}', { x: '{"n":[1,2]}' }],
      ['json_delete(x, "a.z")', '{"a":{"b":1}}', { x: '{"a":{"b":1}}' }],
      ['json_delete(x, "z")', '{"a":1}', { x: '{"a":1}' }],
      ['json_delete(x, "a")', null, { x: 'dirty' }],
      ['json_delete(x, "a")', null, { x: '' }],
      ['json_delete(x, "a")', null, { x: null }],
      ['json_delete(x)', { error: 'SPL2202' }, { x: '{}' }],
    ],
  }),
];

/** The edit gives NULL, which takes the member or element out; nothing is added on the way to a path that is not there. */
function deleteAt(call: FunctionCall, json: PlanExpr, steps: readonly string[]): PlanExpr {
  const isThere = primitive(
    'isNotNull',
    'boolean',
    primitive('json.extract', 'dynamic', json, {
      op: 'literal',
      value: steps,
      type: 'multivalue',
    }),
  );
  const then = editAt(call, json, steps, () => nullOf('dynamic'));
  return { op: 'case', branches: [{ when: isThere, then }], otherwise: json, type: 'dynamic' };
}
