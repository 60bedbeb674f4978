import type { OutputColumn, Plan, QueryPlan, ScanColumn } from './plan.ts';
import { columnsOf, keyColumns } from './walk.ts';

/**
 * Required-field analysis: the same plan without columns that nothing reads, and with each scan's columns filled in:
 * just what the rest of the plan can see. Also drops sorts whose order nothing depends on (below an aggregate).
 */
export function prunePlan(
  plan: Plan,
  output: readonly OutputColumn[],
  keys: readonly OutputColumn[],
  scanColumns: (scanId: string) => readonly ScanColumn[],
): QueryPlan {
  const needed = new Set<string>();
  for (const { id } of [...output, ...keys]) if (id !== null) needed.add(id);
  return { plan: prune(plan, needed, scanColumns), output, keys };
}

type ScanColumns = (scanId: string) => readonly ScanColumn[];

function prune(plan: Plan, needed: ReadonlySet<string>, scanColumns: ScanColumns): Plan {
  switch (plan.op) {
    case 'scan':
      return { ...plan, columns: scanColumns(plan.id).filter((column) => needed.has(column.id)) };
    case 'values':
      return plan;
    case 'filter':
      return { ...plan, input: prune(plan.input, columnsOf(plan.predicate, new Set(needed)), scanColumns) };
    case 'extend': {
      const columns = plan.columns.filter((column) => needed.has(column.id));
      const below = new Set(needed);
      for (const column of columns) columnsOf(column.expr, below);
      const input = prune(plan.input, below, scanColumns);
      return columns.length === 0 ? input : { ...plan, input, columns };
    }
    case 'aggregate': {
      const aggregates = plan.aggregates.filter((column) => needed.has(column.id));
      const below = new Set<string>();
      for (const key of plan.keys) columnsOf(key.expr, below);
      for (const column of aggregates) {
        for (const arg of column.args) columnsOf(arg, below);
        keyColumns(column.order ?? [], below);
      }
      return { ...plan, aggregates, input: prune(withoutSort(plan.input), below, scanColumns) };
    }
    case 'window': {
      const columns = plan.columns.filter((column) => needed.has(column.id));
      if (columns.length === 0) return prune(plan.input, needed, scanColumns);
      const below = new Set(needed);
      for (const expr of [...plan.partition, ...columns.flatMap((column) => column.args)])
        columnsOf(expr, below);
      keyColumns([...plan.order, ...columns.flatMap((column) => column.order ?? [])], below);
      return { ...plan, columns, input: prune(withoutSort(plan.input), below, scanColumns) };
    }
    case 'sort': {
      const below = new Set(needed);
      keyColumns(plan.keys, below);
      return { ...plan, input: prune(withoutSort(plan.input), below, scanColumns) };
    }
    case 'limit':
      return { ...plan, input: prune(plan.input, needed, scanColumns) };
    case 'expand': {
      const below = columnsOf(plan.list, new Set(needed));
      return { ...plan, input: prune(withoutSort(plan.input), below, scanColumns) };
    }
    case 'join': {
      const below = new Set(needed);
      for (const { left, right } of plan.on) columnsOf(right, columnsOf(left, below));
      return {
        ...plan,
        left: prune(plan.left, below, scanColumns),
        right: prune(plan.right, below, scanColumns),
      };
    }
    case 'union': {
      const columns = plan.columns.filter((column) => needed.has(column.id));
      const inputs = plan.inputs.map((input, i) => {
        const below = new Set(columns.flatMap((column) => column.from[i] ?? []));
        return prune(input, below, scanColumns);
      });
      return { ...plan, columns, inputs };
    }
  }
}

/** Order is carried as keys, so a sort that is not right under a limit or at the end decides nothing. */
function withoutSort(plan: Plan): Plan {
  return plan.op === 'sort' ? withoutSort(plan.input) : plan;
}
