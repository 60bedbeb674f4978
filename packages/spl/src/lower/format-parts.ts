import { call, nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { fieldPrefix, isBareField } from '../subsearch/format-rows.ts';
import type { LowerContext } from './context.ts';
import { toText } from './eval/coerce.ts';
import { closedScope, type Relation } from './relation.ts';

const text = (value: string): PlanExpr => ({ ...stringLiteral(value), type: 'dynamic' });

/** Texts one after the other. */
export function joined(...parts: readonly (PlanExpr | string)[]): PlanExpr {
  return call(
    'text.concat',
    'dynamic',
    ...parts.map((part) => (typeof part === 'string' ? text(part) : part)),
  );
}

/** The value in double quotes, as a search reads it; each of a list. */
export function quoted(value: PlanExpr): PlanExpr {
  const slashes = call('regex.replace', 'dynamic', value, text('\\\\'), text('\\\\\\\\'));
  return joined('"', call('regex.replace', 'dynamic', slashes, text('"'), text('\\\\"')), '"');
}

/** `name="value"` of a row, or the values alone; several values are alternatives. NULL for a missing field. */
export function fieldText(
  name: string,
  value: PlanExpr,
  separator: string,
  context: LowerContext,
  isBare = isBareField(name),
): PlanExpr {
  if (value.type === 'null') return nullLiteral;
  const one = (scalar: PlanExpr): PlanExpr => (isBare ? scalar : joined(fieldPrefix(name), quoted(scalar)));
  if (value.type !== 'multivalue') return one(toText(value));
  const param = context.freshId();
  const body = one({ op: 'column', id: param, type: 'dynamic' });
  const texts = call('list.map', 'multivalue', value, { op: 'lambda', param, body, type: 'dynamic' });
  const several = joined('( ', call('list.join', 'dynamic', texts, text(` ${separator} `)), ' )');
  const single = call('list.single', 'dynamic', texts);
  return call('coalesce', 'dynamic', single, several);
}

/** The parts that are there, with the separator between them; NULL when none is. */
export function joinPresent(parts: readonly PlanExpr[], separator: string): PlanExpr {
  const present = parts.filter((part) => part.type !== 'null');
  if (present.length === 0) return nullLiteral;
  return call('list.join', 'dynamic', call('list.of', 'multivalue', ...present), text(separator));
}

/** One row whose field `search` is made of the texts of all rows, in their order. */
export function collectTexts(
  input: Relation,
  rowText: PlanExpr,
  separator: string,
  finish: (all: PlanExpr) => PlanExpr,
  context: LowerContext,
): Relation {
  const list = context.freshId();
  const arg: PlanExpr = rowText.type === 'null' ? { op: 'literal', value: null, type: 'dynamic' } : rowText;
  const plan: Plan = {
    op: 'aggregate',
    input: input.plan,
    keys: [],
    aggregates: [{ id: list, type: 'multivalue', fn: 'listAll', args: [arg], order: input.order }],
  };
  const all = call('list.join', 'dynamic', { op: 'column', id: list, type: 'multivalue' }, text(separator));
  const id = context.freshId();
  const expr = finish(all);
  return {
    plan: { op: 'extend', input: plan, columns: [{ id, type: 'dynamic', expr }] },
    scope: closedScope([{ name: 'search', expr: { op: 'column', id, type: 'dynamic' } }]),
    order: [],
  };
}
