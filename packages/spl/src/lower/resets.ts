import type { Command, Expr } from '../ast/ast.ts';
import { parseExpressionText } from '../parser/parse-expression-text.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';
import { optionFlag, optionOf } from './args.ts';
import { type LowerContext, refuseYet } from './context.ts';
import { fieldNamesIn } from './eval/children.ts';
import { lowerCondition } from './eval/index.ts';
import { materialise, type Relation } from './relation.ts';
import { evalContext } from './scope-access.ts';
import { windowColumn } from './window-column.ts';

/** Rows with the number of resets before them: statistics run only over rows of the same number. */
export interface Resettable {
  readonly relation: Relation;
  /** None when nothing resets. */
  readonly counters: readonly PlanExpr[];
}

/** `reset_before`, `reset_after` and `reset_on_change` of streamstats. Source: Search Reference, streamstats. */
export function countResets(
  input: Relation,
  command: Command,
  keys: readonly PlanExpr[],
  resultNames: readonly string[],
  context: LowerContext,
): Resettable {
  const counters: PlanExpr[] = [];
  let relation = input;
  const count = (condition: PlanExpr, following: 0 | -1): void => {
    const frame = { kind: 'rows', preceding: null, following } as const;
    const counted = windowColumn(
      relation,
      { fn: 'countTrue', type: 'number', args: [condition], frame },
      context,
    );
    relation = counted.relation;
    counters.push(counted.column);
  };
  const before = conditionOf(input, command, 'reset_before', resultNames, context);
  if (before) count(before, 0);
  const after = conditionOf(input, command, 'reset_after', resultNames, context);
  if (after) count(after, -1);
  if (optionFlag(command, 'reset_on_change', false, context) && keys.length > 0) {
    const changed = keyChange(relation, keys, context);
    relation = changed.relation;
    count(changed.column, 0);
  }
  return { relation, counters };
}

/** The condition of an option, written in parentheses or as a text. */
function conditionOf(
  input: Relation,
  command: Command,
  name: string,
  resultNames: readonly string[],
  context: LowerContext,
): PlanExpr | undefined {
  const option = optionOf(command, name);
  if (!option) return undefined;
  const { value } = option;
  const expr = option.expr ?? parsed(value.text, value.span, context);
  if (!expr) return undefined;
  const used = fieldNamesIn(expr).find((field) => resultNames.includes(field));
  if (used !== undefined)
    refuseYet(context, option.span, `${name} on "${used}", which streamstats itself computes,`);
  return lowerCondition(expr, evalContext(input, context));
}

function parsed(text: string, span: Span, context: LowerContext): Expr | null {
  const { expr, diagnostics } = parseExpressionText(text);
  for (const diagnostic of diagnostics) context.report({ ...diagnostic, span });
  return expr;
}

/** True on a row whose keys are not those of the last row that had them all. */
function keyChange(
  input: Relation,
  keys: readonly PlanExpr[],
  context: LowerContext,
): { readonly relation: Relation; readonly column: PlanExpr } {
  const present = call('and', 'boolean', ...keys.map((key) => call('isNotNull', 'boolean', key)));
  const branches = [{ when: present, then: numberLiteral(1) }];
  const flag = materialise(
    input,
    { op: 'case', branches, otherwise: numberLiteral(0), type: 'number' },
    context,
  );
  const previous = keys.map((key) => ({ id: context.freshId(), type: key.type, fn: 'lag', args: [key] }));
  const plan: Plan = {
    op: 'window',
    input: flag.relation.plan,
    columns: previous,
    partition: [flag.column],
    order: input.order,
    frame: { kind: 'partition' },
  };
  const same = keys.map((key, i) =>
    call('same', 'boolean', key, { op: 'column', id: previous[i]?.id ?? '', type: key.type }),
  );
  const differs = call('isNotTrue', 'boolean', call('and', 'boolean', ...same));
  return materialise({ ...flag.relation, plan }, call('and', 'boolean', present, differs), context);
}
