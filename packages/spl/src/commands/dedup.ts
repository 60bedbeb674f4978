import type { Command } from '../ast/ast.ts';
import { onlyValue, optionFlag, plainNames, sortKeyArgs, splitAt, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuseYet } from '../lower/context.ts';
import { fieldValue, filterRelation, type Relation } from '../lower/relation.ts';
import { orderOf } from '../lower/sort-order.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const dedup = defineCommand({
  name: 'dedup',
  doc: 'Keeps the first row (or the first N) of every combination of the fields. Rows that lack one of them are dropped unless keepempty=true; consecutive=true only drops neighbours that are equal.',
  syntax: 'dedup [<N>] <field-list> [keepempty=<bool>] [consecutive=<bool>] [sortby <keys>]',
  source: 'Search Reference, dedup',
  options: ['keepempty', 'consecutive', 'keepevents'],
  lower: (input, command, context) => {
    if (optionFlag(command, 'keepevents', false, context))
      refuseYet(context, command.span, 'dedup keepevents=true');
    const { before, after } = splitAt(command, 'sortby');
    const sorted = sortedBy(input, after, context);
    const keys = plainNames(before, context).map((name) => fieldValue(sorted, name, context));
    const rows = wholeNumber(onlyValue(before, context), { fallback: 1, least: 1 }, context);
    const keepsEmpty = optionFlag(command, 'keepempty', false, context);
    if (!optionFlag(command, 'consecutive', false, context))
      return keepFirst(sorted, { keys, rows, keepsEmpty }, context);
    if (rows > 1) refuseYet(context, command.span, 'dedup with a count and consecutive=true');
    return dropNeighbours(sorted, { keys, rows, keepsEmpty }, context);
  },
});

interface Repeats {
  readonly keys: readonly PlanExpr[];
  /** Rows to keep of each combination. */
  readonly rows: number;
  /** Rows that lack a key: all kept, or all dropped. */
  readonly keepsEmpty: boolean;
}

function sortedBy(input: Relation, args: Command['args'], context: LowerContext): Relation {
  return { ...input, order: [...orderOf(sortKeyArgs(args), false, input, context), ...input.order] };
}

function allPresent(keys: readonly PlanExpr[]): PlanExpr {
  return call('and', 'boolean', ...keys.map((key) => call('isNotNull', 'boolean', key)));
}

function keepFirst(input: Relation, { keys, rows, keepsEmpty }: Repeats, context: LowerContext): Relation {
  const id = context.freshId();
  const numbered: Plan = {
    op: 'window',
    input: input.plan,
    columns: [{ id, type: 'number', fn: 'rowNumber', args: [] }],
    partition: keys,
    order: input.order,
    frame: { kind: 'partition' },
  };
  const isFirst = call('number.le', 'boolean', { op: 'column', id, type: 'number' }, numberLiteral(rows));
  return filterRelation({ ...input, plan: numbered }, withEmpty(isFirst, keys, keepsEmpty));
}

function withEmpty(condition: PlanExpr, keys: readonly PlanExpr[], keepsEmpty: boolean): PlanExpr {
  const present = allPresent(keys);
  return keepsEmpty
    ? call('or', 'boolean', condition, call('not', 'boolean', present))
    : call('and', 'boolean', condition, present);
}

function dropNeighbours(input: Relation, { keys, keepsEmpty }: Repeats, context: LowerContext): Relation {
  const rows = keepsEmpty ? input : filterRelation(input, allPresent(keys));
  const previous = keys.map((key) => ({ id: context.freshId(), type: key.type, fn: 'lag', args: [key] }));
  const windowed: Plan = {
    op: 'window',
    input: rows.plan,
    columns: previous,
    partition: [],
    order: rows.order,
    frame: { kind: 'partition' },
  };
  const same = keys.map((key, i) =>
    call('same', 'boolean', key, { op: 'column', id: previous[i]?.id ?? '', type: key.type }),
  );
  const differs = call('isNotTrue', 'boolean', call('and', 'boolean', ...same));
  return filterRelation({ ...rows, plan: windowed }, withEmpty(differs, keys, keepsEmpty));
}
