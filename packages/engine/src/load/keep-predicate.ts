import { joinSql, quoteInteger, renderExpr, type Sql, sql } from '@sealbreak/spl';
import { defaultFields } from '../default-fields.ts';
import type { RecordKind } from '../record-kind.ts';
import { columnValue, type EventAccess } from './load-shape.ts';
import type { ScanNeed } from './request.ts';
import { shareCalls } from './shared-calls.ts';
import { affordable, type ScanUses, usesOf } from './uses.ts';

export interface KeepPredicate {
  /** Whether any scan can use the event; never NULL. Uses `marks`, if there are any, else `shared`. */
  readonly keep: Sql;
  /** Which scans can use the event, a bit each (`ScanUses`), with their names; over the `shared` columns. */
  readonly marks: readonly Sql[];
  /** Values that the predicates use more than once, with their names: to be computed in a SELECT below. */
  readonly shared: readonly Sql[];
}

/** Null when all events are needed and nobody has to tell for which scan. */
export function keepPredicate(
  scans: readonly ScanNeed[],
  uses: ScanUses,
  kind: Pick<RecordKind, 'ownFields'>,
  access: EventAccess,
): KeepPredicate | null {
  if (!uses.areMarked && scans.some(({ predicate }) => predicate === null)) return null;
  const needs = usesOf(scans).map((need) =>
    uses.areMarked ? { ...need, predicate: affordable(need.predicate) } : need,
  );
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
  const conditions = predicates.map((predicate, index) => renderExpr(predicate, column(needs[index]?.scan)));
  return {
    ...judgement(conditions, scans, uses),
    shared: [...calls].map(
      ([id, { scan, call }]) => sql`${renderExpr(call, column(scan))} AS ${names.get(id) ?? sql``}`,
    ),
  };
}

/** CASE and not OR: DuckDB computes both sides of an OR for every row, but a branch only for the rows that come to it. */
function judgement(
  conditions: readonly Sql[],
  scans: readonly ScanNeed[],
  uses: ScanUses,
): Pick<KeepPredicate, 'keep' | 'marks'> {
  if (!uses.areMarked) {
    const branches = conditions.map((condition) => sql`WHEN ${condition} THEN true`);
    return { keep: sql`CASE ${joinSql(branches, sql` `)} ELSE false END`, marks: [] };
  }
  const marks = uses.columns.map((name, column) => {
    const points = conditions.flatMap((condition, index) => {
      const mark = uses.mark(index);
      return mark.column === column
        ? [sql`CASE WHEN ${condition} THEN ${quoteInteger(mark.bit)} ELSE 0 END`]
        : [];
    });
    return sql`(${joinSql(points, sql` + `)})::UINTEGER AS ${name}`;
  });
  const all = scans.some(({ predicate }) => predicate === null);
  const any = joinSql(
    uses.columns.map((name) => sql`${name} > 0`),
    sql` OR `,
  );
  return { keep: all ? sql`true` : sql`(${any})`, marks };
}

/** What the engine computes itself is the same for every event: nothing to share. */
function recordField(scan: ScanNeed, columnId: string): string | undefined {
  const field = scan.columns.find(({ id }) => id === columnId)?.field;
  return field === undefined || defaultFields.has(field) ? undefined : field;
}

function sharedName(index: number): Sql {
  return { kind: 'sql', text: `p${index}` };
}
