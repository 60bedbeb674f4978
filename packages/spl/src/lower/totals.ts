import type { Command } from '../ast/ast.ts';
import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { appendSummary, type SummaryCell } from './append-row.ts';
import { optionText } from './args.ts';
import type { LowerContext } from './context.ts';
import { toNumber } from './eval/coerce.ts';
import { fieldValue, type Relation } from './relation.ts';

/** The sum of the numbers of a row; 0 where it has none. */
export function rowTotal(values: readonly PlanExpr[]): PlanExpr {
  const numbers = values
    .filter(({ type }) => type !== 'null')
    .map((value) => {
      const number = value.type === 'multivalue' ? call('list.sum', 'number', value) : toNumber(value);
      return call('coalesce', 'number', number, numberLiteral(0));
    });
  return numbers.length === 0 ? numberLiteral(0) : call('number.add', 'number', numberLiteral(0), ...numbers);
}

/** Adds a row with the sum of each field; a field without numbers has none there. `labelfield` gets the label. */
export function columnTotals(
  input: Relation,
  names: readonly string[],
  command: Command,
  context: LowerContext,
): Relation {
  const labelField = optionText(command, 'labelfield');
  const label = stringLiteral(optionText(command, 'label') ?? 'Total');
  const sums = names
    .filter((name) => name !== labelField)
    .flatMap((name): SummaryCell[] => {
      const value = fieldValue(input, name, context);
      if (value.type === 'null') return [];
      const id = context.freshId();
      const number = value.type === 'multivalue' ? call('list.sum', 'number', value) : toNumber(value);
      const columns = [{ id, type: 'number' as const, fn: 'sum', args: [number] }];
      return [{ name, columns, value: { op: 'column', id, type: 'number' } }];
    });
  const labels = labelField === undefined ? [] : [{ name: labelField, columns: [], value: label }];
  return appendSummary(input, [...sums, ...labels], context);
}
