import { call, type PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { toText } from './eval/coerce.ts';

/** The text of a value edited; of a multivalue each text. NULL results are left out of a list. */
export function editTexts(
  value: PlanExpr,
  edit: (text: PlanExpr) => PlanExpr,
  context: LowerContext,
): PlanExpr {
  if (value.type === 'null') return value;
  if (value.type !== 'multivalue') return edit(toText(value));
  const param = context.freshId();
  const body = edit({ op: 'column', id: param, type: 'dynamic' });
  return call('list.map', 'multivalue', value, { op: 'lambda', param, body, type: 'dynamic' });
}

/** The list of what a text is split into, over all texts of a multivalue. */
export function splitTexts(
  value: PlanExpr,
  split: (text: PlanExpr) => PlanExpr,
  context: LowerContext,
): PlanExpr {
  if (value.type === 'null') return value;
  if (value.type !== 'multivalue') return split(toText(value));
  const param = context.freshId();
  const body = split({ op: 'column', id: param, type: 'dynamic' });
  return call('list.flatMap', 'multivalue', value, { op: 'lambda', param, body, type: 'multivalue' });
}
