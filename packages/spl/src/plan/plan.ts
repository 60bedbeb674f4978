import type { PlanExpr, SplType } from './expr.ts';

/**
 * The relational core: every SPL command lowers to these nodes. Columns have ids of their own (`c12`); the mapping
 * from field names lives in the relation that lowering carries (lower/relation.ts) and in `QueryPlan.output`.
 */
export type Plan =
  | ScanPlan
  | TablePlan
  | ValuesPlan
  | FilterPlan
  | ExtendPlan
  | AggregatePlan
  | WindowPlan
  | SortPlan
  | LimitPlan
  | ExpandPlan
  | JoinPlan
  | UnionPlan;

export interface PlanColumn {
  readonly id: string;
  readonly type: SplType;
}

/** One field of the events that a scan must deliver, under the column id. */
export interface ScanColumn extends PlanColumn {
  /** The SPL field name: `UserId`, `Parameters{}.Name`, `_time`, `_raw`, `index`. */
  readonly field: string;
}

/** All events of the source. `columns` is filled by the required-field analysis: just what the plan can see. */
export interface ScanPlan {
  readonly op: 'scan';
  /** Names the scan in its plan; every scan reads the same event source. */
  readonly id: string;
  readonly columns: readonly ScanColumn[];
}

/** The rows of a lookup table, in file order. */
export interface TablePlan {
  readonly op: 'table';
  /** Names the table among those that the engine was given. */
  readonly name: string;
  /** Just what the plan can see. All are texts, save for `#ordinal`: the number of the row. */
  readonly columns: readonly ScanColumn[];
}

export interface ValuesPlan {
  readonly op: 'values';
  readonly columns: readonly PlanColumn[];
  /** Literals, row by row. */
  readonly rows: readonly (readonly PlanExpr[])[];
}

export interface FilterPlan {
  readonly op: 'filter';
  readonly input: Plan;
  readonly predicate: PlanExpr;
}

/** Adds columns; all columns of the input stay. Columns of one node do not see each other. */
export interface ExtendPlan {
  readonly op: 'extend';
  readonly input: Plan;
  readonly columns: readonly { readonly id: string; readonly type: SplType; readonly expr: PlanExpr }[];
}

/** Where row order decides a result, the aggregate or window carries it as sort keys over input columns. */
export interface SortKey {
  readonly expr: PlanExpr;
  readonly descending: boolean;
  /** NULLs come last in both directions unless this is set. */
  readonly nullsFirst?: boolean;
  /** A field that the search sorts by; the other keys are times and places among the rows read. */
  readonly isChosen?: true;
}

export interface AggregateColumn {
  readonly id: string;
  readonly type: SplType;
  /** A row of the dialect's aggregate table. `listAll` is `list` without its limit of 100 values. */
  readonly fn: string;
  readonly args: readonly PlanExpr[];
  /** Row order inside the group, for fn that depend on it (list, listAll, first, last). */
  readonly order?: readonly SortKey[];
}

/** One row a group. Rows with a NULL key are in no group. Without keys: exactly one row. */
export interface AggregatePlan {
  readonly op: 'aggregate';
  readonly input: Plan;
  readonly keys: readonly { readonly id: string; readonly type: SplType; readonly expr: PlanExpr }[];
  readonly aggregates: readonly AggregateColumn[];
}

/** An aggregate over a window; besides the aggregates `rowNumber` and `lag`. */
export type WindowColumn = AggregateColumn;

/** Adds columns computed over the rows of the same partition. `frame` is counted in rows back from the current one. */
export interface WindowPlan {
  readonly op: 'window';
  readonly input: Plan;
  readonly columns: readonly WindowColumn[];
  readonly partition: readonly PlanExpr[];
  readonly order: readonly SortKey[];
  /** Whole partition, or from `preceding` rows back (null: from its start) up to `following` rows on (0: current, -1: before it). */
  readonly frame:
    | { readonly kind: 'partition' }
    | { readonly kind: 'rows'; readonly preceding: number | null; readonly following: number }
    /** The rows whose only order key, a number that no other row has, is so far away: whole numbers, as for `rows`. */
    | { readonly kind: 'range'; readonly preceding: number; readonly following: number };
}

export interface SortPlan {
  readonly op: 'sort';
  readonly input: Plan;
  readonly keys: readonly SortKey[];
}

export interface LimitPlan {
  readonly op: 'limit';
  readonly input: Plan;
  readonly rows: number;
}

/** One row for each value of a multivalue column; the value lands in `id` as `dynamic`. A NULL list keeps its row. */
export interface ExpandPlan {
  readonly op: 'expand';
  readonly input: Plan;
  readonly list: PlanExpr;
  readonly id: string;
  /** 1-based position of the value in its list, for order. */
  readonly ordinalId: string;
  /** At most so many values a row; 0 = all. */
  readonly limit: number;
}

export interface JoinPlan {
  readonly op: 'join';
  readonly kind: 'inner' | 'left';
  readonly left: Plan;
  readonly right: Plan;
  /** Equality of each pair; a NULL key matches nothing. Without pairs every row matches every row. */
  readonly on: readonly { readonly left: PlanExpr; readonly right: PlanExpr }[];
  /** A left join in which no row of `left` meets more than one of `right`: its rows are those of `left`. */
  readonly single?: true;
}

/** Rows of all inputs, one after the other. `columns` lists, for each output column, the input column of each input (null: NULL). */
export interface UnionPlan {
  readonly op: 'union';
  /** Names the union while it is lowered: pruning adds the columns that later commands asked of its inputs. */
  readonly id?: string;
  readonly inputs: readonly Plan[];
  readonly columns: readonly {
    readonly id: string;
    readonly type: SplType;
    readonly from: readonly (string | null)[];
  }[];
}

/** A whole search: the plan, which of its columns are visible under which names, and the final order. */
export interface QueryPlan {
  readonly plan: Plan;
  readonly output: readonly OutputColumn[];
  /** Columns that lead from a result row back to its events (plan/lineage.ts); not shown. */
  readonly keys: readonly OutputColumn[];
}

export interface OutputColumn {
  readonly name: string;
  /** Null for a column that is empty in every row. */
  readonly id: string | null;
  readonly type: SplType;
}
