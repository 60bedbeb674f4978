import type { Command } from '../ast/ast.ts';
import { fieldNames, optionFlag, optionText, sortKeyArgs, splitAt, valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { sortKeys } from '../lower/order.ts';
import { filterRelation, type Relation } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const dedup = defineCommand({
  name: 'dedup',
  doc: 'Keeps the first row (or the first N) of every combination of the fields. Rows that lack one of them are dropped unless keepempty=true; consecutive=true only drops neighbours that are equal.',
  syntax: 'dedup [<N>] <field-list> [keepempty=<bool>] [consecutive=<bool>] [sortby <keys>]',
  source: 'Search Reference, dedup',
  lower: (input, command, context) => {
    if (optionFlag(command, 'keepevents', false)) {
      refuse(context, 'SPL3003', command.span, 'dedup keepevents=true is not supported yet');
    }
    const { before, after } = splitAt(command, 'sortby');
    const sorted = sortedBy(input, after, context);
    const keys = fieldNames(before).map((field) => fieldValue(sorted, field.name, context));
    const kept = Number(valueArgs(before)[0]?.text ?? optionText(command, 'limit') ?? 1);
    return optionFlag(command, 'consecutive', false)
      ? dropNeighbours(sorted, keys, command, context)
      : keepFirst(sorted, keys, kept, command, context);
  },
});

function sortedBy(input: Relation, args: Command['args'], context: LowerContext): Relation {
  const keys = sortKeyArgs(args).flatMap((key) =>
    sortKeys(fieldValue(input, key.field.name, context), key.sign === '-', key.cast),
  );
  return { ...input, order: [...keys, ...input.order] };
}

function allPresent(keys: readonly PlanExpr[]): PlanExpr {
  return keys
    .map((key) => call('isNotNull', 'boolean', key))
    .reduce((left, right) => call('and', 'boolean', left, right));
}

function keepFirst(
  input: Relation,
  keys: readonly PlanExpr[],
  rows: number,
  command: Command,
  context: LowerContext,
): Relation {
  const id = context.freshId();
  const numbered: Relation = {
    ...input,
    plan: {
      op: 'window',
      input: input.plan,
      columns: [{ id, type: 'number', fn: 'rowNumber', args: [] }],
      partition: keys,
      order: input.order,
      frame: { kind: 'partition' },
    },
  };
  const first = call('number.le', 'boolean', { op: 'column', id, type: 'number' }, numberLiteral(rows));
  return filterRelation(numbered, withEmpty(first, keys, command));
}

/** Rows lacking a field are all dropped, or with keepempty=true all kept. */
function withEmpty(condition: PlanExpr, keys: readonly PlanExpr[], command: Command): PlanExpr {
  const present = allPresent(keys);
  return optionFlag(command, 'keepempty', false)
    ? call('or', 'boolean', condition, call('not', 'boolean', present))
    : call('and', 'boolean', condition, present);
}

function dropNeighbours(
  input: Relation,
  keys: readonly PlanExpr[],
  command: Command,
  context: LowerContext,
): Relation {
  const present = optionFlag(command, 'keepempty', false) ? input : filterRelation(input, allPresent(keys));
  const previous = keys.map((key) => ({ id: context.freshId(), type: key.type, fn: 'lag', args: [key] }));
  const windowed: Relation = {
    ...present,
    plan: {
      op: 'window',
      input: present.plan,
      columns: previous,
      partition: [],
      order: present.order,
      frame: { kind: 'partition' },
    },
  };
  const same = keys
    .map((key, i) =>
      call('same', 'boolean', key, { op: 'column', id: previous[i]?.id ?? '', type: key.type }),
    )
    .reduce((left, right) => call('and', 'boolean', left, right));
  return filterRelation(windowed, withEmpty(call('isNotTrue', 'boolean', same), keys, command));
}
