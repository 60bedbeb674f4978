import type { Expr } from '../ast/ast.ts';
import { toText } from '../lower/eval/convert.ts';
import { primitive, share } from '../lower/eval/share.ts';
import type { PlanExpr } from '../plan/expr.ts';
import type { FunctionCall } from './define.ts';

/** JSON texts as plan expressions: every value that a plan builds JSON of passes through here. */

export function textLiteral(value: string): PlanExpr {
  return { op: 'literal', value, type: 'text' };
}

export function concat(...parts: readonly PlanExpr[]): PlanExpr {
  return primitive('text.concat', 'dynamic', ...parts);
}

/** Functions whose result is JSON already and not text to be quoted. */
function givesJson(expr: Expr | undefined): boolean {
  return (
    expr?.kind === 'call' &&
    /^(json|json_(object|array|set|set_exact|append|extend|delete|keys|entries)|mv_to_json_array|tojson)$/.test(
      expr.name,
    )
  );
}

/** What JSON takes for a number: no sign plus, no leading zeros. */
const jsonNumber = '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$';

/** The text quoted, or as it is where it is a number. */
export function scalarJson(text: PlanExpr): PlanExpr {
  return share(text, 'json', (shared) => ({
    op: 'case',
    branches: [
      {
        when: primitive('regex.matches', 'boolean', shared, textLiteral(jsonNumber)),
        then: shared,
      },
    ],
    otherwise: primitive('json.quote', 'dynamic', shared),
    type: 'dynamic',
  }));
}

/** The JSON of a value: a literal in double quotes is text, a field that looks like a number is one, NULL is null. */
export function jsonOf(call: FunctionCall, value: PlanExpr, argument: number): PlanExpr {
  const written = call.node.args[argument];
  const json = rawJson(call, value, written);
  return primitive('coalesce', 'dynamic', json, textLiteral('null'));
}

function rawJson(call: FunctionCall, value: PlanExpr, written: Expr | undefined): PlanExpr {
  if (value.type === 'null') return textLiteral('null');
  if (value.type === 'boolean')
    return {
      op: 'case',
      branches: [
        { when: value, then: textLiteral('true') },
        { when: primitive('not', 'boolean', value), then: textLiteral('false') },
      ],
      otherwise: textLiteral('null'),
      type: 'text',
    };
  if (value.type === 'multivalue') return arrayOf(mapTexts(call, value, scalarJson));
  if (givesJson(written)) return toText(value);
  if (value.type === 'number') return toText(value);
  return written?.kind === 'string'
    ? primitive('json.quote', 'dynamic', toText(value))
    : scalarJson(toText(value));
}

/** Each text of a list, edited. */
export function mapTexts(call: FunctionCall, list: PlanExpr, edit: (text: PlanExpr) => PlanExpr): PlanExpr {
  const param = call.context.freshId();
  const body = edit({ op: 'column', id: param, type: 'dynamic' });
  return primitive('list.map', 'multivalue', list, { op: 'lambda', param, body, type: 'dynamic' });
}

/** A JSON array of a list of JSON texts; `[]` of no list. */
export function arrayOf(list: PlanExpr): PlanExpr {
  return concat(textLiteral('['), joined(list), textLiteral(']'));
}

/** A JSON object of a list of members `"key":value`. */
export function objectOf(members: PlanExpr): PlanExpr {
  return concat(textLiteral('{'), joined(members), textLiteral('}'));
}

function joined(list: PlanExpr): PlanExpr {
  return primitive(
    'coalesce',
    'dynamic',
    primitive('list.join', 'dynamic', list, textLiteral(',')),
    textLiteral(''),
  );
}

/** True for text that is a JSON array; for text that is JSON at all. */
export function isArray(json: PlanExpr): PlanExpr {
  return primitive('regex.matches', 'boolean', json, textLiteral('^\\s*\\['));
}

export function whenValid(json: PlanExpr, then: PlanExpr): PlanExpr {
  const when = primitive('json.valid', 'boolean', json);
  return {
    op: 'case',
    branches: [{ when, then }],
    otherwise: { op: 'literal', value: null, type: then.type },
    type: then.type,
  };
}
