import { call, nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan, SortKey } from '../plan/plan.ts';
import type { LowerContext } from './context.ts';
import { toList, toText } from './eval/coerce.ts';
import { openFieldType } from './field-type.ts';
import { matchesPattern } from './wildcard.ts';

/** A visible field and the expression (a column, or NULL where it was removed) that gives its value. */
export interface ScopeField {
  readonly name: string;
  readonly expr: PlanExpr;
}

/** Fields that exist but have not been named yet. */
export type OpenSource =
  /** Every further field of the events of a scan. */
  | { readonly kind: 'scan'; readonly scanId: string }
  /** Every leaf of the JSON text in a column (`spath` without a path). Fields set since then are `hidden` from it. */
  | { readonly kind: 'json'; readonly text: PlanExpr; readonly hidden: readonly string[] }
  /** The field that a row itself names (`eval {field}=…`). */
  | {
      readonly kind: 'named';
      readonly fieldName: PlanExpr;
      readonly value: PlanExpr;
      readonly hidden: readonly string[];
    };

/** Which fields a row has at a point of the pipeline. Names are case-sensitive. */
export interface Scope {
  /** In display order. */
  readonly fields: readonly ScopeField[];
  /** Newest first: the first source that knows a name wins; empty when the field list is complete. */
  readonly open: readonly OpenSource[];
  /** Name patterns that `fields -` took out of an open scope. */
  readonly removed: readonly string[];
}

/** A pipeline's state between two commands: the plan so far, its fields, and the order of its rows. */
export interface Relation {
  readonly plan: Plan;
  readonly scope: Scope;
  /** The rows' order as sort keys; a sort is made only where something depends on it. */
  readonly order: readonly SortKey[];
}

/** Turns a field name into the expression that extracts it from a JSON text; set by the spath command. */
export type JsonField = (text: PlanExpr, name: string, context: LowerContext) => PlanExpr;

/** The value of a field. NULL for a field that no row has. */
export function resolveField(
  relation: Relation,
  name: string,
  context: LowerContext,
  json: JsonField,
): PlanExpr {
  const { scope } = relation;
  const known = scope.fields.find((field) => field.name === name);
  const removed = scope.removed.some((pattern) => matchesPattern(pattern, name));
  const base = known?.expr ?? (removed ? nullLiteral : fromScan(scope, name, context));
  // Oldest first: what was opened last is asked first.
  return scope.open.toReversed().reduce((value, source) => {
    if (source.kind === 'scan' || source.hidden.includes(name)) return value;
    if (source.kind === 'json') return firstOf(json(source.text, name, context), value);
    const named = call('text.equal', 'boolean', source.fieldName, stringLiteral(name));
    const [then, otherwise] = alike(source.value, value);
    return { op: 'case', branches: [{ when: named, then }], otherwise, type: then.type };
  }, base);
}

function fromScan(scope: Scope, name: string, context: LowerContext): PlanExpr {
  const scan = scope.open.find((source) => source.kind === 'scan');
  return scan ? context.scanColumn(scan.scanId, name, openFieldType(name)) : nullLiteral;
}

/** The first value where there is one, else the second. */
export function firstOf(first: PlanExpr, second: PlanExpr): PlanExpr {
  if (first.type === 'null') return second;
  if (second.type === 'null') return first;
  const [a, b] = alike(first, second);
  return call('coalesce', a.type, a, b);
}

/** Two values of one field in a type that holds both. */
function alike(a: PlanExpr, b: PlanExpr): readonly [PlanExpr, PlanExpr] {
  if (a.type === b.type) return [a, b];
  if (a.type === 'multivalue' || b.type === 'multivalue') return [toList(a), toList(b)];
  return [toText(a), toText(b)];
}

/** The relation with the field set: in its place when it is known, else at the end. NULL removes it. */
export function setField(relation: Relation, name: string, expr: PlanExpr): Relation {
  const { scope } = relation;
  const known = scope.fields.some((field) => field.name === name);
  const keepsEntry = expr.type !== 'null' || scope.open.length > 0;
  const fields = known
    ? scope.fields.flatMap((field) => (field.name !== name ? [field] : keepsEntry ? [{ name, expr }] : []))
    : [...scope.fields, ...(keepsEntry ? [{ name, expr }] : [])];
  const open = scope.open.map((source) =>
    source.kind === 'scan' ? source : { ...source, hidden: [...source.hidden, name] },
  );
  return { ...relation, scope: { ...scope, fields, open } };
}

/** Adds a computed column and makes it the field's value. A column or NULL is taken as it is, without a new column. */
export function assignField(
  relation: Relation,
  name: string,
  expr: PlanExpr,
  context: LowerContext,
): Relation {
  if (expr.op === 'column' || expr.type === 'null') return setField(relation, name, expr);
  const id = context.freshId();
  const plan: Plan = { op: 'extend', input: relation.plan, columns: [{ id, type: expr.type, expr }] };
  return setField({ ...relation, plan }, name, { op: 'column', id, type: expr.type });
}

/** A column for an expression, for plan nodes that need one; columns are passed through. */
export function materialise(
  relation: Relation,
  expr: PlanExpr,
  context: LowerContext,
): { readonly relation: Relation; readonly column: PlanExpr } {
  if (expr.op === 'column') return { relation, column: expr };
  const id = context.freshId();
  const plan: Plan = { op: 'extend', input: relation.plan, columns: [{ id, type: expr.type, expr }] };
  return { relation: { ...relation, plan }, column: { op: 'column', id, type: expr.type } };
}

export function filterRelation(relation: Relation, predicate: PlanExpr): Relation {
  return { ...relation, plan: { op: 'filter', input: relation.plan, predicate } };
}

/** A complete scope with just these fields. */
export function closedScope(fields: readonly ScopeField[]): Scope {
  return { fields, open: [], removed: [] };
}

/** Internal fields begin with `_`; wildcards do not select them (semantics 1.5). */
export function isInternal(name: string): boolean {
  return name.startsWith('_');
}

/** The fields that a wildcard pattern selects, in display order. An open scope has to be completed first. */
export function matchFields(
  relation: Relation,
  pattern: string,
  context: LowerContext,
): readonly ScopeField[] {
  if (relation.scope.open.some((source) => source.kind === 'scan')) context.needUniverse();
  return relation.scope.fields.filter(
    (field) =>
      field.expr.type !== 'null' &&
      (pattern.startsWith('_') || !isInternal(field.name)) &&
      matchesPattern(pattern, field.name),
  );
}
