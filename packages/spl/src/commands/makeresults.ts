import type { Command, ValueText } from '../ast/ast.ts';
import { countArg, optionFlag, optionOf, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { type InlineRow, parseCsvData, parseJsonData } from '../lower/inline-data.ts';
import { assignField, closedScope, type Relation } from '../lower/relation.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan, SortKey } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const makeresults = defineCommand({
  name: 'makeresults',
  doc: 'Makes rows that hold just `_time`, the start of the search, and with annotate=true `splunk_server`; or the rows given as CSV or JSON text.',
  syntax: 'makeresults [count=<int>] [annotate=<bool>] | makeresults format=csv|json data="<text>"',
  source: 'Search Reference, makeresults',
  generating: true,
  // Where Splunk computes the rows makes no difference.
  options: ['count', 'annotate', 'format', 'data', 'splunk_server', 'splunk_server_group'],
  lower: (_input, command, context) => {
    const range = { fallback: 1, least: 0, most: mostRows };
    const rows = wholeNumber(countArg(command, 'count', context), range, context);
    const format = optionOf(command, 'format')?.value;
    const isAnnotated = optionFlag(command, 'annotate', false, context);
    if (format === undefined) {
      const made = countedRows(rows, context);
      return isAnnotated ? assignField(made, 'splunk_server', stringLiteral(serverName), context) : made;
    }
    if (isAnnotated) refuseYet(context, command.span, 'annotate together with data');
    return inlineRows(command, format, context);
  },
});

/** Of the fields that `annotate` adds the only one with a value. */
const serverName = 'sealbreak';

/** More than a back end's list can hold (`list.range`). */
const mostRows = 1_000_000;

function countedRows(count: number, context: LowerContext): Relation {
  const time = context.freshId();
  const one: Plan = {
    op: 'values',
    columns: [{ id: time, type: 'number' }],
    rows: [[numberLiteral(context.options.now)]],
  };
  const scope = closedScope([{ name: '_time', expr: { op: 'column', id: time, type: 'number' } }]);
  if (count === 0) return { plan: { op: 'limit', input: one, rows: 0 }, scope, order: [] };
  if (count === 1) return { plan: one, scope, order: [] };
  const ordinalId = context.freshId();
  const list = call('list.range', 'multivalue', numberLiteral(0), numberLiteral(count), numberLiteral(1));
  const plan: Plan = { op: 'expand', input: one, list, id: context.freshId(), ordinalId, limit: 0 };
  return { plan, scope, order: [ascending(ordinalId)] };
}

function ascending(id: string): SortKey {
  return { expr: { op: 'column', id, type: 'number' }, descending: false };
}

const parsers: Readonly<Record<string, (text: string) => readonly InlineRow[] | null>> = {
  csv: parseCsvData,
  json: parseJsonData,
};

function inlineRows(command: Command, format: ValueText, context: LowerContext): Relation {
  const data = optionOf(command, 'data')?.value;
  const name = format.text.toLowerCase();
  const parse = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
  const rows = parse?.(data?.text ?? '');
  if (rows) return valuesRelation(rows, context);
  const content = name === 'json' ? 'no JSON array of objects' : 'no CSV text with a header line';
  const what = parse ? `data is ${content}` : `"${format.text}" is no format of makeresults`;
  refuse(context, 'SPL1033', parse && data ? data.span : format.span, { what });
  return valuesRelation([], context);
}

function valuesRelation(rows: readonly InlineRow[], context: LowerContext): Relation {
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const columns = names.map((name) => {
    const isList = rows.some((row) => Array.isArray(row.get(name)));
    return { name, id: context.freshId(), type: isList ? ('multivalue' as const) : ('dynamic' as const) };
  });
  const ordinal = context.freshId();
  const plan: Plan = {
    op: 'values',
    columns: [...columns.map(({ id, type }) => ({ id, type })), { id: ordinal, type: 'number' }],
    rows: rows.map((row, at) => [
      ...columns.map(({ name, type }) => cellLiteral(row.get(name), type)),
      numberLiteral(at),
    ]),
  };
  const scope = closedScope(
    columns.map(({ name, id, type }) => ({ name, expr: { op: 'column', id, type } })),
  );
  return { plan, scope, order: [ascending(ordinal)] };
}

function cellLiteral(cell: string | readonly string[] | undefined, type: 'multivalue' | 'dynamic'): PlanExpr {
  if (cell === undefined) return nullLiteral;
  if (type === 'dynamic') return stringLiteral(String(cell));
  return { op: 'literal', value: typeof cell === 'string' ? [cell] : cell, type };
}
