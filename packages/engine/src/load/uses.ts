import {
  joinSql,
  type PlanExpr,
  partsOf,
  quoteInteger,
  type ScanColumn,
  type Sql,
  sql,
  substitute,
} from '@sealbreak/spl';
import type { ScanNeed } from './request.ts';

/**
 * Which scans of a load can use an event, as bits beside it: with many rules, each reads only its own events, and a field
 * is stored only for the events of the scans that read it.
 */
export interface ScanUses {
  /** False where one question, or no question at all, decides what is kept: an event is kept for all or for none. */
  readonly areMarked: boolean;
  /** The columns of bits (UINTEGER). */
  readonly columns: readonly Sql[];
  /** Where the bit of a predicate is, by its number in `usesOf`. */
  mark(index: number): { readonly column: number; readonly bit: number };
  /** The condition on a row for a scan with this predicate; null: every kept row. Undefined: no scan of the load had it. */
  rowsOf(columns: readonly ScanColumn[], predicate: PlanExpr | null): Sql | null | undefined;
  /** The condition on a row for the scans that read a field; null: every kept row. */
  rowsWith(field: string): Sql | null;
}

const BITS = 31;

/**
 * What of a predicate is asked of every record where many scans ask: not the conditions that cost more than keeping the
 * events that they would leave out. The scan itself asks them again.
 */
export function affordable(predicate: PlanExpr): PlanExpr {
  const conditions = conjuncts(predicate);
  const cheap = conditions.filter((condition) => costOf(condition) <= COST_MAX);
  const [only] = cheap;
  if (only === undefined || cheap.length === conditions.length) return predicate;
  return cheap.length === 1 ? only : { op: 'call', fn: 'and', args: cheap, type: 'boolean' };
}

function conjuncts(predicate: PlanExpr): readonly PlanExpr[] {
  return predicate.op === 'call' && predicate.fn === 'and' ? predicate.args.flatMap(conjuncts) : [predicate];
}

/** About the cost of a comparison for each node, and that of a regular expression. */
const COST_MAX = 150;
const REGEX_COST = 40;

function costOf(expr: PlanExpr): number {
  const own = expr.op === 'call' && expr.fn.startsWith('regex.') ? REGEX_COST : 1;
  return partsOf(expr).reduce((sum, part) => sum + costOf(part), own);
}

/** The different predicates of the scans, each with the first scan that has it. */
export function usesOf(
  scans: readonly ScanNeed[],
): readonly { readonly key: string; readonly scan: ScanNeed; readonly predicate: PlanExpr }[] {
  const needs = new Map<string, { key: string; scan: ScanNeed; predicate: PlanExpr }>();
  for (const scan of scans) {
    if (scan.predicate === null) continue;
    const key = keyOf(scan.columns, scan.predicate);
    if (!needs.has(key)) needs.set(key, { key, scan, predicate: scan.predicate });
  }
  return [...needs.values()];
}

export function scanUses(scans: readonly ScanNeed[]): ScanUses {
  const keys = new Map(usesOf(scans).map(({ key }, index) => [key, index]));
  const hasAll = scans.some(({ predicate }) => predicate === null);
  const areMarked = keys.size > 1 || (keys.size === 1 && hasAll);
  const count = areMarked ? Math.ceil(keys.size / BITS) : 0;
  const columns = Array.from({ length: count }, (_, column) => sql`u${quoteInteger(column)}`);
  const mark = (index: number): { column: number; bit: number } => ({
    column: Math.floor(index / BITS),
    bit: 2 ** (index % BITS),
  });
  const condition = (indexes: readonly number[]): Sql => {
    const parts = columns.flatMap((name, column) => {
      const bits = indexes.map(mark).filter((one) => one.column === column);
      const mask = bits.reduce((sum, { bit }) => sum + bit, 0);
      return mask === 0 ? [] : [sql`(${name} & ${quoteInteger(mask)}) > 0`];
    });
    return parts.length === 0 ? sql`false` : sql`(${joinSql(parts, sql` OR `)})`;
  };
  return {
    areMarked,
    columns,
    mark,
    rowsOf: (scanColumns, predicate) => {
      if (!areMarked) return null;
      if (predicate === null) return hasAll ? null : undefined;
      const index = keys.get(keyOf(scanColumns, predicate));
      return index === undefined ? undefined : condition([index]);
    },
    rowsWith: (field) => {
      const readers = scans.filter(({ columns: read }) => read.some((column) => column.field === field));
      if (!areMarked || readers.some(({ predicate }) => predicate === null)) return null;
      const indexes = new Set(
        readers.flatMap((scan) =>
          scan.predicate ? (keys.get(keyOf(scan.columns, scan.predicate)) ?? []) : [],
        ),
      );
      return indexes.size === keys.size && !hasAll ? null : condition([...indexes]);
    },
  };
}

const keys = new WeakMap<PlanExpr, string>();

/** The same for two scans that ask the same of the same fields, whatever the columns are called. */
export function needKey({ columns, predicate }: ScanNeed): string {
  return predicate === null ? '' : keyOf(columns, predicate);
}

function keyOf(columns: readonly ScanColumn[], predicate: PlanExpr): string {
  const known = keys.get(predicate);
  if (known !== undefined) return known;
  const fields = new Map(columns.map(({ id, field, type }) => [id, `${type} ${field}`]));
  const key = JSON.stringify(
    substitute(predicate, (id, type) => {
      const field = fields.get(id);
      return field === undefined ? undefined : { op: 'column', id: field, type };
    }),
  );
  keys.set(predicate, key);
  return key;
}
