import { call, type PlanExpr } from './expr.ts';
import { necessaryCondition } from './necessary.ts';
import type { Plan, QueryPlan, ScanColumn } from './plan.ts';
import { exprSize, inputsOf, isVolatile, substitute } from './walk.ts';

/** What one scan of a query asks of the events: its columns, and a predicate over them that every row it uses satisfies. */
export interface ScanRequirement {
  readonly scanId: string;
  readonly columns: readonly ScanColumn[];
  /** Null when every event is needed. */
  readonly predicate: PlanExpr | null;
}

/** A predicate larger than this is cut: what is left out is still filtered later. */
const maxPredicateSize = 4000;

/** The requirement of each scan of a plan; one that is read in several places has to serve them all. */
export function scanRequirements(query: QueryPlan): readonly ScanRequirement[] {
  const byScan = new Map<string, ScanRequirement>();
  for (const found of collect(query.plan)) {
    const known = byScan.get(found.scanId);
    byScan.set(found.scanId, known ? either(known, found) : found);
  }
  return [...byScan.values()];
}

function either(a: ScanRequirement, b: ScanRequirement): ScanRequirement {
  const columns = new Map([...a.columns, ...b.columns].map((column) => [column.id, column]));
  return { scanId: a.scanId, columns: [...columns.values()], predicate: eitherOf(a.predicate, b.predicate) };
}

function eitherOf(a: PlanExpr | null, b: PlanExpr | null): PlanExpr | null {
  if (a === null || b === null) return null;
  return JSON.stringify(a) === JSON.stringify(b) ? a : call('or', 'boolean', a, b);
}

function collect(plan: Plan): readonly ScanRequirement[] {
  const chain = rowWiseChain(plan);
  if (chain) return [chain];
  return inputsOf(plan).flatMap(collect);
}

/**
 * For a plan of only filters and computed columns over a scan: the filters as one predicate over the scan's columns,
 * computed columns written out. Null for any other plan.
 */
function rowWiseChain(plan: Plan): ScanRequirement | null {
  const steps: Plan[] = [];
  let at = plan;
  while (at.op === 'filter' || at.op === 'extend') {
    steps.unshift(at);
    at = at.input;
  }
  if (at.op !== 'scan') return null;
  const defined = new Map<string, PlanExpr>();
  let predicate: PlanExpr | null = null;
  for (const step of steps) {
    if (step.op === 'extend') {
      for (const column of step.columns)
        defined.set(
          column.id,
          substitute(column.expr, (id) => defined.get(id)),
        );
    } else if (step.op === 'filter') {
      const condition = substitute(step.predicate, (id) => defined.get(id));
      const both: PlanExpr = predicate === null ? condition : call('and', 'boolean', predicate, condition);
      // The size comes first: it is known without a walk, and bounds the walk that follows.
      if (exprSize(both) <= maxPredicateSize && !isVolatile(condition)) predicate = both;
    }
  }
  return {
    scanId: at.id,
    columns: at.columns,
    predicate: predicate === null ? null : necessaryCondition(predicate),
  };
}
