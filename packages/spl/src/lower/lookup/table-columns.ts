import type { ColumnExpr } from '../../plan/expr.ts';
import type { ScanColumn, TablePlan } from '../../plan/plan.ts';
import type { LowerContext } from '../context.ts';
import { ordinalField } from '../field-type.ts';
import type { LookupDefinition } from './definition.ts';

/** The rows of a lookup table in a plan. */
export interface TableRows {
  readonly plan: TablePlan;
  /** The column of each field that was asked for. */
  readonly columns: ReadonlyMap<string, ColumnExpr>;
  /** The number of the row in the file. */
  readonly ordinal: ColumnExpr;
}

export function tableRows(
  { name }: LookupDefinition,
  fields: readonly string[],
  context: LowerContext,
): TableRows {
  const columns = [...new Set(fields)].map(
    (field): ScanColumn => ({
      id: context.freshId(),
      field,
      type: 'dynamic',
    }),
  );
  const ordinal: ScanColumn = { id: context.freshId(), field: ordinalField, type: 'number' };
  return {
    plan: { op: 'table', name, columns: [...columns, ordinal] },
    columns: new Map(columns.map((column) => [column.field, columnExpr(column)])),
    ordinal: columnExpr(ordinal),
  };
}

function columnExpr({ id, type }: ScanColumn): ColumnExpr {
  return { op: 'column', id, type };
}
