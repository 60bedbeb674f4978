import type { Command } from '../ast/ast.ts';
import { optionOf, optionText, valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { type InlineRow, parseCsvData, parseJsonData } from '../lower/inline-data.ts';
import { closedScope, type Relation } from '../lower/relation.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const makeresults = defineCommand({
  name: 'makeresults',
  doc: 'Makes rows that hold just `_time`, the start of the search; or the rows given as CSV or JSON text.',
  syntax: 'makeresults [count=<int>] | makeresults format=csv|json data="<text>"',
  source: 'Search Reference, makeresults',
  generating: true,
  lower: (_input, command, context) => {
    const format = optionText(command, 'format')?.toLowerCase();
    if (format !== undefined) return inlineRows(command, format, context);
    const text = optionText(command, 'count') ?? valueArgs(command.args)[0]?.text ?? '1';
    const count = Number(text);
    if (!Number.isSafeInteger(count) || count < 0) {
      refuse(
        context,
        'SPL1032',
        command.span,
        `"${text}" is no number of rows`,
        'write a whole number, 0 or more',
      );
    }
    return countedRows(Number.isSafeInteger(count) ? count : 0, context);
  },
});

function countedRows(count: number, context: LowerContext): Relation {
  const [time, list, value, ordinal] = [
    context.freshId(),
    context.freshId(),
    context.freshId(),
    context.freshId(),
  ];
  const one: Relation['plan'] = {
    op: 'values',
    columns: [{ id: time, type: 'number' }],
    rows: [[numberLiteral(context.options.now)]],
  };
  const range = call('list.range', 'multivalue', numberLiteral(0), numberLiteral(count), numberLiteral(1));
  const listed: Relation['plan'] = {
    op: 'extend',
    input: one,
    columns: [{ id: list, type: 'multivalue', expr: range }],
  };
  const expanded: Relation['plan'] = {
    op: 'expand',
    input: listed,
    list: { op: 'column', id: list, type: 'multivalue' },
    id: value,
    ordinalId: ordinal,
    limit: 0,
  };
  const plan: Relation['plan'] =
    count === 1 ? one : count === 0 ? { op: 'limit', input: one, rows: 0 } : expanded;
  const order =
    count > 1
      ? [{ expr: { op: 'column' as const, id: ordinal, type: 'number' as const }, descending: false }]
      : [];
  return {
    plan,
    order,
    scope: closedScope([{ name: '_time', expr: { op: 'column', id: time, type: 'number' } }]),
  };
}

function inlineRows(command: Command, format: string, context: LowerContext): Relation {
  const data = optionOf(command, 'data');
  const parsed =
    format === 'csv'
      ? parseCsvData(data?.value.text ?? '')
      : format === 'json'
        ? parseJsonData(data?.value.text ?? '')
        : null;
  if (!parsed) {
    const what =
      format === 'json' ? 'data is no JSON array of objects' : `"${format}" is no format of makeresults`;
    refuse(context, 'SPL1033', (data ?? command).span, what, 'use format=csv or format=json');
  }
  return valuesRelation(parsed ?? [], context);
}

function valuesRelation(rows: readonly InlineRow[], context: LowerContext): Relation {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const types = names.map((name) =>
    rows.some((row) => Array.isArray(row[name])) ? ('multivalue' as const) : ('dynamic' as const),
  );
  const ids = names.map(() => context.freshId());
  const ordinal = context.freshId();
  const cell = (row: InlineRow, i: number): PlanExpr => {
    const value = row[names[i] ?? ''];
    if (value === undefined || value === null) return nullLiteral;
    if (types[i] !== 'multivalue') return stringLiteral(String(value));
    return { op: 'literal', value: Array.isArray(value) ? value : [String(value)], type: 'multivalue' };
  };
  const plan: Relation['plan'] = {
    op: 'values',
    columns: [
      ...ids.map((id, i) => ({ id, type: types[i] ?? 'dynamic' })),
      { id: ordinal, type: 'number' as const },
    ],
    rows: rows.map((row, n) => [...names.map((_, i) => cell(row, i)), numberLiteral(n)]),
  };
  const fields = names.map((name, i) => ({
    name,
    expr: { op: 'column' as const, id: ids[i] ?? '', type: types[i] ?? ('dynamic' as const) },
  }));
  return {
    plan,
    scope: closedScope(fields),
    order: [{ expr: { op: 'column', id: ordinal, type: 'number' }, descending: false }],
  };
}
