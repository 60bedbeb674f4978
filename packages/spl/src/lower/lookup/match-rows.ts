import { call, numberLiteral, type PlanExpr, type SplType } from '../../plan/expr.ts';
import type { Plan, SortKey } from '../../plan/plan.ts';
import type { LowerContext } from '../context.ts';
import { defaultMaxMatches, type LookupDefinition } from './definition.ts';
import { mostRowsPerKey } from './multiplicity.ts';
import { type TableRows, tableRows } from './table-columns.ts';

/** A field of the table and the one value of an event that it is compared with; NULL matches nothing. */
export interface LookupKey {
  readonly field: string;
  readonly value: PlanExpr;
}

/** Rows with the columns of the table rows that match. */
export interface Matched {
  readonly plan: Plan;
  /** By field of the table: text, or a list in the order of the table where several rows can match; NULL without a match. */
  readonly values: ReadonlyMap<string, PlanExpr>;
  /** How many rows match; NULL for none. */
  readonly count: PlanExpr;
}

/** At most one row for each combination of keys: its columns under `keys`, and what the table gives for them. */
interface MatchTable extends Omit<Matched, 'plan'> {
  readonly plan: Plan;
  readonly keys: readonly PlanExpr[];
}

/**
 * Adds to each row what the lookup has for its keys, as columns. Rows and their number stay as they are.
 * Source: Search Reference, lookup; Admin Manual, transforms.conf.
 */
export function matchRows(
  input: Plan,
  definition: LookupDefinition,
  keys: readonly LookupKey[],
  outputs: readonly string[],
  context: LowerContext,
): Matched {
  const folded = keys.map((key) => ({ ...key, value: fold(key.value, definition) }));
  const isPlain = !folded.some(({ field }) => typeOf(definition, field) !== null);
  const table = isPlain
    ? plainMatches(definition, folded, outputs, context)
    : patternMatches(input, definition, folded, outputs, context);
  const on = folded.flatMap(({ value }, at) => {
    const right = table.keys[at];
    return right ? [{ left: value, right }] : [];
  });
  const plan: Plan = { op: 'join', kind: 'left', left: input, right: table.plan, on, single: true };
  return { plan, values: table.values, count: table.count };
}

function typeOf({ match = [] }: LookupDefinition, field: string): 'WILDCARD' | 'CIDR' | null {
  return match.find((one) => one.field === field)?.type ?? null;
}

function fold(text: PlanExpr, { caseSensitive = true }: LookupDefinition): PlanExpr {
  return caseSensitive ? text : call('lower', 'dynamic', text);
}

/** Keys that must be equal: the table alone says what each combination of them gives. */
function plainMatches(
  definition: LookupDefinition,
  keys: readonly LookupKey[],
  outputs: readonly string[],
  context: LowerContext,
): MatchTable {
  const fields = keys.map(({ field }) => field);
  const rows = tableRows(definition, [...fields, ...outputs], context);
  const extended = keys.map(({ field }) => ({
    id: context.freshId(),
    type: 'dynamic' as const,
    expr: fold(cell(rows, field), definition),
  }));
  const plan: Plan = { op: 'extend', input: rows.plan, columns: extended };
  const columns = extended.map(({ id, type }) => column(id, type));
  const most = mostRowsPerKey(definition, fields);
  return gather({ plan, columns, rows, most }, definition, outputs, context);
}

/** Keys of which some are compared by pattern: every combination that the input has is tried on every row of the table. */
function patternMatches(
  input: Plan,
  definition: LookupDefinition,
  keys: readonly LookupKey[],
  outputs: readonly string[],
  context: LowerContext,
): MatchTable {
  const fields = keys.map(({ field }) => field);
  const rows = tableRows(definition, [...fields, ...outputs], context);
  const wanted = keys.map(({ value }) => ({ id: context.freshId(), type: 'dynamic' as const, expr: value }));
  const columns = wanted.map(({ id, type }) => column(id, type));
  const pairs = fields.map((field, at) => ({ field, left: columns[at] ?? column('', 'dynamic') }));
  const equal = pairs
    .filter(({ field }) => typeOf(definition, field) === null)
    .map(({ field, left }) => ({ left, right: fold(cell(rows, field), definition) }));
  const tests = pairs.flatMap(({ field, left }) => patternTest(left, cell(rows, field), field, definition));
  const joined: Plan = {
    op: 'join',
    kind: 'inner',
    left: { op: 'aggregate', input, keys: wanted, aggregates: [] },
    right: rows.plan,
    on: equal.length > 0 ? equal : [{ left: numberLiteral(1), right: numberLiteral(1) }],
  };
  const plan: Plan = { op: 'filter', input: joined, predicate: call('and', 'boolean', ...tests) };
  return gather({ plan, columns, rows, most: definition.rows.length }, definition, outputs, context);
}

function patternTest(
  value: PlanExpr,
  pattern: PlanExpr,
  field: string,
  definition: LookupDefinition,
): readonly PlanExpr[] {
  switch (typeOf(definition, field)) {
    case null:
      return [];
    case 'WILDCARD':
      return [call('text.wildcard', 'boolean', value, fold(pattern, definition))];
    case 'CIDR': {
      // A cell may also be a single address.
      const inside = call('isTrue', 'boolean', call('cidrmatch', 'boolean', pattern, value));
      return [call('or', 'boolean', inside, call('text.equal', 'boolean', value, fold(pattern, definition)))];
    }
  }
}

interface Candidates {
  /** A row for each pair of keys and table row that match. */
  readonly plan: Plan;
  readonly columns: readonly PlanExpr[];
  readonly rows: TableRows;
  /** No key has more rows than this. */
  readonly most: number;
}

/** The first `maxMatches` rows of each key as one row. */
function gather(
  { plan, columns, rows, most }: Candidates,
  definition: LookupDefinition,
  outputs: readonly string[],
  context: LowerContext,
): MatchTable {
  const limit = Math.max(1, definition.maxMatches ?? defaultMaxMatches);
  const order: readonly SortKey[] = [{ expr: rows.ordinal, descending: false }];
  const first = most > limit ? firstRows(plan, columns, order, limit, context) : plan;
  if (Math.min(most, limit) <= 1) {
    const count = context.freshId();
    const counted: Plan = {
      op: 'extend',
      input: first,
      columns: [{ id: count, type: 'number', expr: numberLiteral(1) }],
    };
    const values = new Map(outputs.map((field) => [field, cell(rows, field)]));
    return { plan: counted, keys: columns, values, count: column(count, 'number') };
  }
  const keys = columns.map((expr) => ({ id: context.freshId(), type: expr.type, expr }));
  const lists = outputs.map((field) => ({ field, id: context.freshId(), expr: cell(rows, field) }));
  const count = context.freshId();
  const grouped: Plan = {
    op: 'aggregate',
    input: first,
    keys,
    aggregates: [
      ...lists.map(({ id, expr }) => ({
        id,
        type: 'multivalue' as const,
        fn: 'listAll',
        args: [expr],
        order,
      })),
      { id: count, type: 'number', fn: 'countRows', args: [] },
    ],
  };
  return {
    plan: grouped,
    keys: keys.map(({ id, type }) => column(id, type)),
    values: new Map(lists.map(({ field, id }) => [field, column(id, 'multivalue')])),
    count: column(count, 'number'),
  };
}

function firstRows(
  input: Plan,
  partition: readonly PlanExpr[],
  order: readonly SortKey[],
  limit: number,
  context: LowerContext,
): Plan {
  const id = context.freshId();
  const numbered: Plan = {
    op: 'window',
    input,
    columns: [{ id, type: 'number', fn: 'rowNumber', args: [] }],
    partition,
    order,
    frame: { kind: 'partition' },
  };
  const predicate = call('number.le', 'boolean', column(id, 'number'), numberLiteral(limit));
  return { op: 'filter', input: numbered, predicate };
}

function cell({ columns }: TableRows, field: string): PlanExpr {
  return columns.get(field) ?? { op: 'literal', value: null, type: 'dynamic' };
}

function column(id: string, type: SplType): PlanExpr {
  return { op: 'column', id, type };
}
