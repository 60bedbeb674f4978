import { concat, scalarJson, textLiteral } from '../functions/json-text.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { editTexts } from './each-value.ts';
import { numberToText, toNumber } from './eval/convert.ts';

/** How tojson writes a value. Source: Search Reference, tojson. */
export const jsonTypes = ['auto', 'bool', 'json', 'none', 'num', 'str'] as const;
export type JsonType = (typeof jsonTypes)[number];

/** JSON of one text; NULL for a text that the type does not take. */
const writers: Readonly<Record<JsonType, (text: PlanExpr) => PlanExpr>> = {
  auto: (text) => firstWhere([[isJson(text), text]], quoted(text)),
  bool: (text) =>
    firstWhere(
      [
        [isOneOf(text, ['true', 't', 'yes']), textLiteral('true')],
        [isOneOf(text, ['false', 'f', 'no']), textLiteral('false')],
        [call('number.eq', 'boolean', toNumber(text), numberLiteral(0)), textLiteral('false')],
        [call('isNotNull', 'boolean', toNumber(text)), textLiteral('true')],
      ],
      nothing,
    ),
  json: (text) => firstWhere([[isJson(text), text]], nothing),
  none: scalarJson,
  num: (text) => {
    const number = numberToText(toNumber(text));
    // A number that is too large for a double prints as no JSON.
    return firstWhere([[isJson(number), firstWhere([[isJson(text), text]], number)]], nothing);
  },
  str: quoted,
};

const nothing: PlanExpr = { op: 'literal', value: null, type: 'dynamic' };

/** The JSON of a field, an array of several values; NULL where nothing fits. With `fillsNull` what does not fit is null. */
export function jsonOfType(
  value: PlanExpr,
  type: JsonType,
  fillsNull: boolean,
  context: LowerContext,
): PlanExpr {
  const orNull = (json: PlanExpr): PlanExpr =>
    fillsNull ? call('coalesce', 'dynamic', json, textLiteral('null')) : json;
  if (value.type === 'null') return fillsNull ? textLiteral('null') : nothing;
  const json = editTexts(
    value,
    (text) => (value.type === 'multivalue' ? orNull : same)(writers[type](text)),
    context,
  );
  return orNull(value.type === 'multivalue' ? arrayUnlessSingle(json, value) : json);
}

/** A list of one value is a single value. */
function arrayUnlessSingle(items: PlanExpr, values: PlanExpr): PlanExpr {
  const joined: PlanExpr = call('list.join', 'dynamic', items, textLiteral(','));
  const isSingle: PlanExpr = call(
    'number.eq',
    'boolean',
    call('list.length', 'number', values),
    numberLiteral(1),
  );
  return firstWhere([[isSingle, joined]], concat(textLiteral('['), joined, textLiteral(']')));
}

function same(json: PlanExpr): PlanExpr {
  return json;
}

function quoted(text: PlanExpr): PlanExpr {
  return call('json.quote', 'dynamic', text);
}

function isJson(text: PlanExpr): PlanExpr {
  return call('json.valid', 'boolean', text);
}

function isOneOf(text: PlanExpr, words: readonly string[]): PlanExpr {
  return call('text.in', 'boolean', call('lower', 'dynamic', text), ...words.map(textLiteral));
}

function firstWhere(
  branches: readonly (readonly [when: PlanExpr, then: PlanExpr])[],
  otherwise: PlanExpr,
): PlanExpr {
  return {
    op: 'case',
    branches: branches.map(([when, then]) => ({ when, then })),
    otherwise,
    type: 'dynamic',
  };
}
