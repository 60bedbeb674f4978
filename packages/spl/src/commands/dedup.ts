import type { Command } from '../ast/ast.ts';
import { onlyValue, optionFlag, plainNames, sortKeyArgs, splitAt, wholeNumber } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { assignField, fieldValue, filterRelation, type Relation, valueWhere } from '../lower/relation.ts';
import { orderOf } from '../lower/sort-order.ts';
import { windowColumn } from '../lower/window-column.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const dedup = defineCommand({
  name: 'dedup',
  doc: 'Keeps the first row (or the first N) of every combination of the fields. Rows that lack one of them are dropped unless keepempty=true; consecutive=true only drops neighbours that are equal; keepevents=true keeps every row and takes the fields away where it would be dropped.',
  syntax:
    'dedup [<N>] <field-list> [keepempty=<bool>] [consecutive=<bool>] [keepevents=<bool>] [sortby <keys>]',
  source: 'Search Reference, dedup',
  options: ['keepempty', 'consecutive', 'keepevents'],
  lower: (input, command, context) => {
    const { before, after } = splitAt(command, 'sortby');
    const sorted = sortedBy(input, after, context);
    const names = plainNames(before, context);
    const keys = names.map((name) => fieldValue(sorted, name, context));
    const rows = wholeNumber(onlyValue(before, context), { fallback: 1, least: 1 }, context);
    const keepsRows = optionFlag(command, 'keepevents', false, context);
    const keepsEmpty = keepsRows || optionFlag(command, 'keepempty', false, context);
    const isConsecutive = optionFlag(command, 'consecutive', false, context);
    const present = allPresent(keys);
    const known = isConsecutive && !keepsEmpty ? filterRelation(sorted, present) : sorted;
    const runs = isConsecutive ? numberRuns(known, keys, context) : { relation: known, run: [] };
    const partition = [...keys, ...runs.run];
    const numbered = windowColumn(
      runs.relation,
      { fn: 'rowNumber', type: 'number', args: [], partition, frame: { kind: 'partition' } },
      context,
    );
    const isFirst = call('number.le', 'boolean', numbered.column, numberLiteral(rows));
    const isKept = keepsEmpty
      ? call('or', 'boolean', isFirst, call('not', 'boolean', present))
      : call('and', 'boolean', isFirst, present);
    if (!keepsRows) return filterRelation(numbered.relation, isKept);
    return names.reduce(
      (relation, name, i) =>
        assignField(
          relation,
          name,
          valueWhere(isKept, keys[i] ?? fieldValue(relation, name, context)),
          context,
        ),
      numbered.relation,
    );
  },
});

function sortedBy(input: Relation, args: Command['args'], context: LowerContext): Relation {
  return { ...input, order: [...orderOf(sortKeyArgs(args), false, input, context), ...input.order] };
}

function allPresent(keys: readonly PlanExpr[]): PlanExpr {
  return call('and', 'boolean', ...keys.map((key) => call('isNotNull', 'boolean', key)));
}

/** The number of changes of the keys so far: neighbours that are equal have the same. */
function numberRuns(
  input: Relation,
  keys: readonly PlanExpr[],
  context: LowerContext,
): { readonly relation: Relation; readonly run: readonly PlanExpr[] } {
  const previous = keys.map((key) => ({ id: context.freshId(), type: key.type, fn: 'lag', args: [key] }));
  const plan: Plan = {
    op: 'window',
    input: input.plan,
    columns: previous,
    partition: [],
    order: input.order,
    frame: { kind: 'partition' },
  };
  const same = keys.map((key, i) =>
    call('same', 'boolean', key, { op: 'column', id: previous[i]?.id ?? '', type: key.type }),
  );
  const differs = call('isNotTrue', 'boolean', call('and', 'boolean', ...same));
  const { relation, column } = windowColumn(
    { ...input, plan },
    { fn: 'countTrue', type: 'number', args: [differs] },
    context,
  );
  return { relation, run: [column] };
}
