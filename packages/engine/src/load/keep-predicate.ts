import { joinSql, type PlanExpr, renderExpr, type Sql, sql } from '@sealbreak/spl';
import type { RecordKind } from '../record-kind.ts';
import { columnValue, type EventAccess } from './load-shape.ts';
import type { ScanNeed } from './request.ts';

/** Whether any scan can use the event, never NULL; null when all events are needed. */
export function keepPredicate(
  scans: readonly ScanNeed[],
  kind: Pick<RecordKind, 'ownFields'>,
  access: EventAccess,
): Sql | null {
  const predicates: Sql[] = [];
  for (const { columns, predicate } of scans) {
    if (predicate === null) return null;
    const byId = new Map(columns.map((column) => [column.id, column]));
    const column = (id: string): Sql => {
      const known = byId.get(id);
      if (known === undefined) throw new Error(`the predicate of a scan names the unknown column ${id}`);
      return sql`(${columnValue(known, kind, access)})`;
    };
    predicates.push(isTrue(predicate, column));
  }
  if (predicates.length === 0) return null;
  return sql`CASE ${joinSql(
    predicates.map((predicate) => sql`WHEN ${predicate} THEN true`),
    sql` `,
  )} ELSE false END`;
}

/**
 * Outside of WHERE, DuckDB computes every part of a conjunction for every row. Branches of CASE see only the rows that
 * are left, so the usual order of a search (index, sourcetype, workload, then what is costly) pays.
 */
function isTrue(predicate: PlanExpr, column: (id: string) => Sql): Sql {
  const conditions = conjunction(predicate).map((condition) => renderExpr(condition, column));
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) return sql`(${only})`;
  const failures = conditions.map((condition) => sql`WHEN (${condition}) IS NOT TRUE THEN false`);
  return sql`CASE ${joinSql(failures, sql` `)} ELSE true END`;
}

function conjunction(predicate: PlanExpr): readonly PlanExpr[] {
  const conditions: PlanExpr[] = [];
  const rest: PlanExpr[] = [predicate];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.op === 'call' && next.fn === 'and') rest.push(...[...next.args].reverse());
    else conditions.push(next);
  }
  return conditions;
}
