import type { LateColumns, UnionColumn } from '../lower/late-columns.ts';
import type { OutputColumn, Plan, QueryPlan, UnionPlan } from './plan.ts';
import { columnsOf, keyColumns } from './walk.ts';

/**
 * Required-field analysis: the same plan without columns that nothing reads, and with each scan's columns filled in:
 * just what the rest of the plan can see. Also drops sorts whose order nothing depends on (below an aggregate).
 */
export function prunePlan(
  plan: Plan,
  output: readonly OutputColumn[],
  keys: readonly OutputColumn[],
  late: Late,
): QueryPlan {
  const needed = new Set<string>();
  for (const { id } of [...output, ...keys]) if (id !== null) needed.add(id);
  return { plan: prune(plan, needed, late), output, keys };
}

/** The columns that were asked of scans and unions while the search was lowered. */
type Late = Pick<LateColumns, 'scanColumns' | 'unionColumns'>;

function prune(plan: Plan, needed: ReadonlySet<string>, late: Late): Plan {
  switch (plan.op) {
    case 'scan':
      return { ...plan, columns: late.scanColumns(plan.id).filter((column) => needed.has(column.id)) };
    case 'table':
      return { ...plan, columns: plan.columns.filter((column) => needed.has(column.id)) };
    case 'values':
      return plan;
    case 'filter':
      return { ...plan, input: prune(plan.input, columnsOf(plan.predicate, new Set(needed)), late) };
    case 'extend': {
      const columns = plan.columns.filter((column) => needed.has(column.id));
      const below = new Set(needed);
      for (const column of columns) columnsOf(column.expr, below);
      const input = prune(plan.input, below, late);
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
      return { ...plan, aggregates, input: prune(withoutSort(plan.input), below, late) };
    }
    case 'window': {
      const columns = plan.columns.filter((column) => needed.has(column.id));
      if (columns.length === 0) return prune(plan.input, needed, late);
      const below = new Set(needed);
      for (const expr of [...plan.partition, ...columns.flatMap((column) => column.args)])
        columnsOf(expr, below);
      keyColumns([...plan.order, ...columns.flatMap((column) => column.order ?? [])], below);
      return { ...plan, columns, input: prune(withoutSort(plan.input), below, late) };
    }
    case 'sort': {
      const below = new Set(needed);
      keyColumns(plan.keys, below);
      return { ...plan, input: prune(withoutSort(plan.input), below, late) };
    }
    case 'limit':
      return { ...plan, input: prune(plan.input, needed, late) };
    case 'expand': {
      const below = columnsOf(plan.list, new Set(needed));
      return { ...plan, input: prune(withoutSort(plan.input), below, late) };
    }
    case 'join': {
      const below = new Set(needed);
      for (const { left, right } of plan.on) columnsOf(right, columnsOf(left, below));
      return {
        ...plan,
        left: prune(plan.left, below, late),
        right: prune(plan.right, below, late),
      };
    }
    case 'union':
      return pruneUnion(plan, needed, late);
  }
}

function pruneUnion({ op, columns, inputs, id }: UnionPlan, needed: ReadonlySet<string>, late: Late): Plan {
  const added = id === undefined ? [] : late.unionColumns(id).filter((column) => needed.has(column.id));
  const kept = columns.filter((column) => needed.has(column.id));
  return {
    op,
    columns: [
      ...kept,
      ...added.map((column) => ({
        id: column.id,
        type: column.type,
        from: inputs.map((_, i) => inputId(column, i)),
      })),
    ],
    inputs: inputs.map((input, i) => {
      const below = new Set(kept.flatMap((column) => column.from[i] ?? []));
      for (const column of added) below.add(inputId(column, i));
      return prune(withColumns(input, i, added), below, late);
    }),
  };
}

/** The input with its values of the added columns. */
function withColumns(input: Plan, i: number, added: readonly UnionColumn[]): Plan {
  const columns = added.flatMap((column) => {
    const expr = column.values[i];
    return expr === undefined ? [] : [{ id: inputId(column, i), type: column.type, expr }];
  });
  return columns.length === 0 ? input : { op: 'extend', input, columns };
}

/** The id of a union's column in one of its inputs. */
function inputId(column: UnionColumn, i: number): string {
  return `${column.id}u${i}`;
}

/** Order is carried as keys, so a sort that is not right under a limit or at the end decides nothing. */
function withoutSort(plan: Plan): Plan {
  return plan.op === 'sort' ? withoutSort(plan.input) : plan;
}
