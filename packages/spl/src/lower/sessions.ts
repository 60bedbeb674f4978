import { numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan, SortKey, WindowPlan } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { primitive } from './eval/share.ts';

/** How rows in time order are cut into sessions. Rows are taken newest first, as Splunk's `transaction` does. */
export interface SessionRule {
  /** What the rows of a session have in common; a row that lacks one is in none. */
  readonly keys: readonly PlanExpr[];
  /** Epoch seconds of a row. */
  readonly time: PlanExpr;
  /** Newest first, ties decided. */
  readonly order: readonly SortKey[];
  /** A row that ends (is the newest of) a session, and one that starts (is the oldest of) one; null: no such rule. */
  readonly ends: PlanExpr | null;
  readonly starts: PlanExpr | null;
  /** Longest time between neighbours, and between the first and the last row, in seconds. */
  readonly maxPause: number | null;
  readonly maxSpan: number | null;
  readonly maxRows: number | null;
}

/** The rows with the columns that together name the session of each. */
export interface Sessions {
  readonly plan: Plan;
  readonly keys: readonly PlanExpr[];
}

/**
 * Marks each row with its session. Pauses, starts and ends cut between two neighbours whatever came before, so that
 * windows find them; what is left is cut by length, for which each next session depends on where the last one began.
 */
export function markSessions(input: Plan, rule: SessionRule, context: LowerContext): Sessions {
  const cut = cutBetweenNeighbours(input, rule, context);
  const keys = [...rule.keys, ...cut.keys];
  const { maxSpan, maxRows } = rule;
  if (maxSpan === null && maxRows === null) return { plan: cut.plan, keys };
  const place = context.freshId();
  const numbered = window(cut.plan, { keys, order: rule.order }, place, 'rowNumber', []);
  if (maxSpan !== null) return cutByLength(numbered, { ...rule, keys, maxSpan }, number(place), context);
  const before = primitive('number.subtract', 'number', number(place), numberLiteral(1));
  const chunk = primitive('number.divide', 'number', before, numberLiteral(maxRows ?? 1));
  const id = context.freshId();
  const expr = primitive('number.floor', 'number', chunk);
  return {
    plan: { op: 'extend', input: numbered, columns: [{ id, type: 'number', expr }] },
    keys: [...keys, number(id)],
  };
}

function number(id: string): PlanExpr {
  return { op: 'column', id, type: 'number' };
}

const soFar = { kind: 'rows', preceding: null, following: 0 } as const;

function window(
  input: Plan,
  { keys, order }: Pick<SessionRule, 'keys' | 'order'>,
  id: string,
  fn: string,
  args: readonly PlanExpr[],
  frame: WindowPlan['frame'] = { kind: 'partition' },
): Plan {
  return {
    op: 'window',
    input,
    columns: [{ id, type: args[0]?.type ?? 'number', fn, args }],
    partition: keys,
    order,
    frame,
  };
}

/** One number more at each row that cannot belong to the session of the row before it. */
function cutBetweenNeighbours(input: Plan, rule: SessionRule, context: LowerContext): Sessions {
  const { ends, starts, maxPause, time } = rule;
  const reasons: PlanExpr[] = [];
  let plan = input;
  const before = (value: PlanExpr): PlanExpr => {
    const id = context.freshId();
    plan = window(plan, rule, id, 'lag', [value]);
    return { op: 'column', id, type: value.type };
  };
  if (ends) reasons.push(ends);
  if (starts) reasons.push(primitive('number.eq', 'boolean', before(flag(starts)), numberLiteral(1)));
  if (maxPause !== null) {
    const pause = primitive('number.subtract', 'number', before(time), time);
    reasons.push(primitive('number.gt', 'boolean', pause, numberLiteral(maxPause)));
  }
  if (reasons.length === 0) return { plan: input, keys: [] };
  const isCut = flag(primitive('or', 'boolean', ...reasons));
  const cutId = context.freshId();
  const marked: Plan = { op: 'extend', input: plan, columns: [{ id: cutId, type: 'number', expr: isCut }] };
  const id = context.freshId();
  return { plan: window(marked, rule, id, 'sum', [number(cutId)], soFar), keys: [number(id)] };
}

/** 1 where the condition is true, else 0. */
export function flag(condition: PlanExpr): PlanExpr {
  const branches = [{ when: condition, then: numberLiteral(1) }];
  return { op: 'case', branches, otherwise: numberLiteral(0), type: 'number' };
}

/**
 * Cuts by the time and the number of rows since a session began. The aggregate walks through the rows of each group once
 * and lists where sessions begin; a row belongs to the last one that begins at or before it.
 */
function cutByLength(
  input: Plan,
  rule: SessionRule & { readonly maxSpan: number },
  place: PlanExpr,
  context: LowerContext,
): Sessions {
  const startsId = context.freshId();
  const groupKeys = rule.keys.map((expr) => ({ id: context.freshId(), type: expr.type, expr }));
  const starts: Plan = {
    op: 'aggregate',
    input,
    keys: groupKeys,
    aggregates: [
      {
        id: startsId,
        type: 'multivalue',
        fn: 'sessionStarts',
        args: [
          rule.time,
          numberLiteral(rule.maxSpan),
          numberLiteral(rule.maxRows ?? Number.MAX_SAFE_INTEGER),
        ],
        order: rule.order,
      },
    ],
  };
  const list: PlanExpr = { op: 'column', id: startsId, type: 'multivalue' };
  const param = context.freshId();
  const isBefore = primitive(
    'number.le',
    'boolean',
    primitive('text.toNumber', 'number', { op: 'column', id: param, type: 'dynamic' }),
    place,
  );
  const begun = primitive('list.filter', 'multivalue', list, {
    op: 'lambda',
    param,
    body: isBefore,
    type: 'boolean',
  });
  const id = context.freshId();
  const on = groupKeys.map(({ id: right, type, expr }) => ({
    left: expr,
    right: { op: 'column' as const, id: right, type },
  }));
  const joined: Plan = { op: 'join', kind: 'inner', left: input, right: starts, on };
  const session = primitive('list.length', 'number', begun);
  return {
    plan: { op: 'extend', input: joined, columns: [{ id, type: 'number', expr: session }] },
    keys: [...rule.keys, number(id)],
  };
}
