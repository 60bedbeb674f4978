import { joinSql, type PlanExpr, renderExpr, type Sql, sql } from '@sealbreak/spl';
import { defaultFields } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import { columnValue, type EventAccess } from './load-shape.ts';
import type { ScanNeed } from './request.ts';
import { shareCalls } from './shared-calls.ts';

export interface KeepPredicate {
  /** Whether any scan can use the event; never NULL. Uses the `shared` columns. */
  readonly keep: Sql;
  /** Values that the predicate uses more than once, with their names: to be computed in a SELECT below. */
  readonly shared: readonly Sql[];
}

/** Null when all events are needed. */
export function keepPredicate(
  scans: readonly ScanNeed[],
  kind: Pick<RecordKind, 'ownFields'>,
  access: EventAccess,
): KeepPredicate | null {
  const needs: { readonly scan: ScanNeed; readonly predicate: PlanExpr }[] = [];
  for (const scan of scans) {
    if (scan.predicate === null) return null;
    needs.push({ scan, predicate: scan.predicate });
  }
  if (needs.length === 0) return null;
  const { calls, predicates } = shareCalls(needs, recordField);
  const names = new Map([...calls.keys()].map((id, index) => [id, sharedName(index)]));
  const column =
    (scan: ScanNeed | undefined) =>
    (id: string): Sql => {
      const known = scan?.columns.find((one) => one.id === id);
      const name = names.get(id);
      if (name !== undefined) return name;
      if (known === undefined) throw new Error(`the predicate of a scan names the unknown column ${id}`);
      return sql`(${columnValue(known, kind, access)})`;
    };
  const kept = predicates.map(
    (predicate, index) => sql`WHEN ${renderExpr(predicate, column(needs[index]?.scan))} THEN true`,
  );
  return {
    keep: sql`CASE ${joinSql(kept, sql` `)} ELSE false END`,
    shared: [...calls].map(
      ([id, { scan, call }]) => sql`${renderExpr(call, column(scan))} AS ${names.get(id) ?? sql``}`,
    ),
  };
}

/** What the engine computes itself is the same for every event: nothing to share. */
function recordField(scan: ScanNeed, columnId: string): string | undefined {
  const field = scan.columns.find(({ id }) => id === columnId)?.field;
  return field === undefined || defaultFields.has(field) ? undefined : field;
}

function sharedName(index: number): Sql {
  return { kind: 'sql', text: `p${index}` };
}
