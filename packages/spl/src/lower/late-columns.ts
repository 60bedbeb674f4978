import type { ColumnExpr, PlanExpr, SplType } from '../plan/expr.ts';
import type { ScanColumn } from '../plan/plan.ts';

/** A column of a union: its value in each of the inputs, over the columns of that input. */
export interface UnionColumn {
  readonly id: string;
  readonly type: SplType;
  readonly values: readonly PlanExpr[];
}

/**
 * Columns of nodes whose inputs have fields that nobody has listed: each is made when its field is first asked for, and
 * pruning puts them into the nodes.
 */
export interface LateColumns {
  /** The column that delivers `field` of scan `scanId`; the same id each time. */
  scanColumn(scanId: string, field: string, type: SplType): ColumnExpr;
  scanColumns(scanId: string): readonly ScanColumn[];
  /** The column that delivers `field` of union `unionId`, made of `values` (all of type `type`) when it is first asked for. */
  unionColumn(unionId: string, field: string, type: SplType, values: readonly PlanExpr[]): ColumnExpr;
  unionColumns(unionId: string): readonly UnionColumn[];
}

export function lateColumns(freshId: () => string): LateColumns {
  const scans = tableOfTables<ScanColumn>();
  const unions = tableOfTables<UnionColumn>();
  return {
    scanColumn: (scanId, field, type) =>
      columnOf(scans(scanId), field, () => ({ id: freshId(), field, type })),
    scanColumns: (scanId) => [...scans(scanId).values()],
    unionColumn: (unionId, field, type, values) =>
      columnOf(unions(unionId), field, () => ({ id: freshId(), type, values })),
    unionColumns: (unionId) => [...unions(unionId).values()],
  };
}

function columnOf<C extends { readonly id: string; readonly type: SplType }>(
  known: Map<string, C>,
  field: string,
  make: () => C,
): ColumnExpr {
  const column = known.get(field) ?? make();
  known.set(field, column);
  return { op: 'column', id: column.id, type: column.type };
}

function tableOfTables<C>(): (id: string) => Map<string, C> {
  const tables = new Map<string, Map<string, C>>();
  return (id) => {
    const known = tables.get(id) ?? new Map<string, C>();
    tables.set(id, known);
    return known;
  };
}
