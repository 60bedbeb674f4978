import { openFieldType, ordinalField } from '../lower/field-type.ts';
import { call, numberLiteral, type PlanExpr } from './expr.ts';
import { lineageOf } from './lineage.ts';
import type { AggregateColumn, OutputColumn, Plan, QueryPlan, ScanColumn, ScanPlan } from './plan.ts';
import { inputsOf } from './walk.ts';

export interface EvidenceRequest {
  /** Event fields to show of each event. */
  readonly fields: readonly string[];
  /** Event fields whose distinct values over all events of a row are wanted. */
  readonly valueFields: readonly string[];
  /** Events to show for a result row. */
  readonly perRow: number;
}

/** Two queries over the events behind all result rows of a query. Their first columns are the keys, as in `QueryPlan.keys`. */
export interface EvidencePlans {
  /** A row an event: the keys, then `fields`; oldest first. */
  readonly shown: QueryPlan;
  /** A row a result: the keys, then the number of events, the first and last `_time`, and the distinct values of each of `valueFields`. */
  readonly totals: QueryPlan;
}

/** The evidence of a query, derived from its plan alone. Null when its rows do not come from one scan of events. */
export function evidencePlans(query: QueryPlan, request: EvidenceRequest): EvidencePlans | null {
  const lineage = lineageOf(query.plan);
  const scan = lineage && scanOf(lineage.events);
  if (!lineage || !scan) return null;
  const wanted = new Set(['_time', ordinalField, ...request.fields, ...request.valueFields]);
  const added = [...wanted]
    .filter((field) => !scan.columns.some((column) => column.field === field))
    .map((field, i): ScanColumn => ({ id: `e${i}`, field, type: openFieldType(field) }));
  const columns = [...scan.columns, ...added];
  const ofField = (field: string): ScanColumn | undefined => columns.find((column) => column.field === field);
  const keyed = lineage.keys.filter((key) => query.keys.some((out) => out.id === key.resultId));
  const keys = query.keys.map((out, i) => ({
    id: `ek${i}`,
    type: out.type,
    expr: keyed.find((key) => key.resultId === out.id)?.onEvent,
  }));
  const events: Plan = {
    op: 'extend',
    input: withScan(lineage.events, { ...scan, columns }),
    columns: keys.map(({ id, type, expr }) => ({
      id,
      type,
      expr: expr ?? { op: 'literal', value: null, type },
    })),
  };
  const keyOutput: readonly OutputColumn[] = keys.map(({ id, type }) => ({ name: id, id, type }));
  return {
    shown: shownQuery(events, keyOutput, request, ofField),
    totals: totalsQuery(events, keyOutput, request, ofField),
  };
}

type FieldColumn = (field: string) => ScanColumn | undefined;

function columnExpr(column: OutputColumn | ScanColumn): PlanExpr {
  return { op: 'column', id: column.id ?? '', type: column.type };
}

function shownQuery(
  events: Plan,
  keys: readonly OutputColumn[],
  request: EvidenceRequest,
  ofField: FieldColumn,
): QueryPlan {
  // Of events at one time the one that was read first: which are shown must not depend on the engine.
  const order = ['_time', ordinalField].flatMap((field) => {
    const column = ofField(field);
    return column ? [{ expr: columnExpr(column), descending: false }] : [];
  });
  const numbered: Plan = {
    op: 'window',
    input: events,
    columns: [{ id: 'en', type: 'number', fn: 'rowNumber', args: [] }],
    partition: keys.map(columnExpr),
    order,
    frame: { kind: 'partition' },
  };
  const first = call(
    'number.le',
    'boolean',
    { op: 'column', id: 'en', type: 'number' },
    numberLiteral(request.perRow),
  );
  const fields = request.fields.flatMap((name): OutputColumn[] => {
    const column = ofField(name);
    return column ? [{ name, id: column.id, type: column.type }] : [];
  });
  const plan: Plan = { op: 'sort', input: { op: 'filter', input: numbered, predicate: first }, keys: order };
  return { plan, output: [...keys, ...fields], keys: [] };
}

function totalsQuery(
  events: Plan,
  keys: readonly OutputColumn[],
  request: EvidenceRequest,
  ofField: FieldColumn,
): QueryPlan {
  const time = ofField('_time');
  const timeArgs = time ? [columnExpr(time)] : [];
  const aggregates: AggregateColumn[] = [
    { id: 'ec', type: 'number', fn: 'countRows', args: [] },
    { id: 'ef', type: 'number', fn: 'min', args: timeArgs },
    { id: 'el', type: 'number', fn: 'max', args: timeArgs },
    ...request.valueFields.flatMap((field, i): AggregateColumn[] => {
      const column = ofField(field);
      return column ? [{ id: `ev${i}`, type: 'multivalue', fn: 'values', args: [columnExpr(column)] }] : [];
    }),
  ];
  const plan: Plan = {
    op: 'aggregate',
    input: events,
    keys: keys.map((key, i) => ({ id: `et${i}`, type: key.type, expr: columnExpr(key) })),
    aggregates,
  };
  const output = [
    ...keys.map((key, i): OutputColumn => ({ name: key.name, id: `et${i}`, type: key.type })),
    ...aggregates.map(({ id, type }): OutputColumn => ({ name: id, id, type })),
  ];
  return { plan, output, keys: [] };
}

function scanOf(plan: Plan): ScanPlan | null {
  if (plan.op === 'scan') return plan;
  const [input] = inputsOf(plan);
  return input ? scanOf(input) : null;
}

/** The same nodes over another scan; a join of lineage has the events on its left. */
function withScan(plan: Plan, scan: ScanPlan): Plan {
  if (plan.op === 'scan') return scan;
  if (plan.op === 'join') return { ...plan, left: withScan(plan.left, scan) };
  return 'input' in plan ? { ...plan, input: withScan(plan.input, scan) } : plan;
}
