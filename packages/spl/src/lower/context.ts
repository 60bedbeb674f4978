import type { Stage } from '../ast/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type LowerCode, type LowerValues, lowerError } from '../diagnostics/lower-messages.ts';
import { type ColumnExpr, nullLiteral, type PlanExpr, type SplType } from '../plan/expr.ts';
import type { ScanColumn } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';
import type { Relation } from './relation.ts';

/** A field that the events are known to have, and how its values are stored. */
export interface FieldInfo {
  readonly name: string;
  readonly type: 'number' | 'dynamic' | 'multivalue';
}

/** The half-open time range `[earliest, latest)` of a search in epoch seconds; null means unbounded. */
export interface TimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

export interface LowerOptions {
  /** Start of the search in epoch seconds: `now()`, and the base of relative times. */
  readonly now: number;
  /** Every field of the events. Without it the events are open: a field is asked of the scan by its name. */
  readonly universe?: readonly FieldInfo[];
  /** Default true. False leaves constant expressions as they were written; the rows are the same. */
  readonly foldConstants?: boolean;
  /** The time picker: holds for every scan that sets no `earliest`/`latest` of its own. */
  readonly range?: TimeRange;
}

/** What all commands of one search share while they are lowered. */
export interface LowerContext {
  readonly options: LowerOptions;
  /** The command that is being lowered. */
  readonly commandSpan: Span;
  freshId(): string;
  report(diagnostic: Diagnostic): void;
  /** The column that delivers `field` of scan `scanId`; the same id each time. */
  scanColumn(scanId: string, field: string, type: SplType): ColumnExpr;
  scanColumns(scanId: string): readonly ScanColumn[];
  /** Notes that the search cannot be lowered before the fields of the events are known. */
  needUniverse(): void;
  /** Lowers stages that stand in brackets on rows that are there already (`foreach`). */
  lowerStages(input: Relation, stages: readonly Stage[], context: LowerContext): Relation;
}

/** Collects the state of one lowering. */
export interface LowerState {
  readonly context: LowerContext;
  readonly diagnostics: readonly Diagnostic[];
  needsUniverse(): boolean;
}

export function createLowerState(
  options: LowerOptions,
  lowerStages: LowerContext['lowerStages'],
): LowerState {
  const diagnostics: Diagnostic[] = [];
  const scans = new Map<string, Map<string, ScanColumn>>();
  let counter = 0;
  let needsUniverse = false;
  const freshId = (): string => {
    counter += 1;
    return `c${counter}`;
  };
  const columnsOf = (scanId: string): Map<string, ScanColumn> => {
    const known = scans.get(scanId) ?? new Map<string, ScanColumn>();
    scans.set(scanId, known);
    return known;
  };
  const context: LowerContext = {
    options,
    commandSpan: { start: 0, end: 0 },
    freshId,
    report: (diagnostic) => diagnostics.push(diagnostic),
    scanColumn: (scanId, field, type) => {
      const known = columnsOf(scanId);
      const column = known.get(field) ?? { id: freshId(), field, type };
      known.set(field, column);
      return { op: 'column', id: column.id, type: column.type };
    },
    scanColumns: (scanId) => [...columnsOf(scanId).values()],
    needUniverse: () => {
      needsUniverse = true;
    },
    lowerStages,
  };
  return { context, diagnostics, needsUniverse: () => needsUniverse };
}

/** Reports an error and gives NULL, so that lowering can go on and find the next one. */
export function refuse<C extends LowerCode>(
  context: LowerContext,
  code: C,
  span: Span,
  values: LowerValues<C>,
): PlanExpr {
  context.report(lowerError(code, span, values));
  return nullLiteral;
}

/** The same for something that Splunk does and this compiler does not do yet. */
export function refuseYet(context: LowerContext, span: Span, what: string, hint?: string): PlanExpr {
  return refuse(context, 'SPL3003', span, hint === undefined ? { what } : { what, hint });
}
