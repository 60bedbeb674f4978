import { call, nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan, SortKey } from '../plan/plan.ts';
import { calculatedValues } from './calculated-field.ts';
import { type LowerContext, refuse, type TimeRange } from './context.ts';
import { toList, toText } from './eval/coerce.ts';
import { openFieldType } from './field-type.ts';
import { matchesPattern } from './wildcard.ts';

/** A visible field and the expression (a column, or NULL where it was removed) that gives its value. */
export interface ScopeField {
  readonly name: string;
  readonly expr: PlanExpr;
  /** What `nomv` writes between the values; a line break when it is left out. */
  readonly delimiter?: string;
  /** What a result shows in place of the value (`fieldformat`); no command computes with it. */
  readonly display?: PlanExpr;
}

/** Fields that exist but have not been named yet. */
export type OpenSource = (
  | /** Every further field of the events of a scan. */ { readonly kind: 'scan'; readonly scanId: string }
  | /** Fields that add-ons compute of a scan's events; a field of the events wins. */ {
      readonly kind: 'calculated';
      readonly scanId: string;
    }
  | /** What a command takes out of a text (`spath` without a path, `xmlkv`): it knows the value for each name. */ {
      readonly kind: 'made';
      readonly maker: string;
      readonly value: (name: string) => PlanExpr;
      /** The names that the rows make, where they can be asked; null until they have been. */
      readonly names?: (context: LowerContext) => readonly string[] | null;
    }
  | /** The field that a row itself names (`eval {field}=…`). */ {
      readonly kind: 'named';
      readonly fieldName: PlanExpr;
      readonly value: PlanExpr;
    }
  | /** Every further field of the rows of a join: the first side's value, where it has none the second's. */ {
      readonly kind: 'joined';
      readonly scopes: readonly [Scope, Scope];
    }
  | /** Every further field of rows that count only where a condition holds. */ {
      readonly kind: 'guarded';
      readonly when: PlanExpr;
      readonly scopes: readonly [Scope];
    }
  | /** Every further field of the rows of a union. */ {
      readonly kind: 'union';
      readonly unionId: string;
      readonly scopes: readonly Scope[];
    }
) & {
  /** Fields set since it was opened, and those of the patterns that `fields -` took out: it no longer has them. */
  readonly hidden: readonly string[];
  readonly removed: readonly string[];
};

/** Which fields a row has at a point of the pipeline. Names are case-sensitive. */
export interface Scope {
  /** In display order. */
  readonly fields: readonly ScopeField[];
  /** Newest first: the first source that knows a name wins; empty when the field list is complete. */
  readonly open: readonly OpenSource[];
}

/** A pipeline's state between two commands: the plan so far, its fields, and the order of its rows. */
export interface Relation {
  readonly plan: Plan;
  readonly scope: Scope;
  /** The rows' order as sort keys; a sort is made only where something depends on it. */
  readonly order: readonly SortKey[];
  /** The time range that the search was asked for, while the rows are its events; absent when it is not known. */
  readonly range?: TimeRange;
}

/** The value of a field at this point of the pipeline; NULL for a field that no row has. */
export function fieldValue(
  { scope }: Pick<Relation, 'scope'>,
  name: string,
  context: LowerContext,
): PlanExpr {
  const known = scope.fields.find((field) => field.name === name)?.expr ?? nullLiteral;
  // Oldest first: what was opened last is asked first.
  return scope.open
    .toReversed()
    .reduce<PlanExpr>(
      (value, source) => (hides(source, name) ? value : openValue(source, name, value, context)),
      known,
    );
}

/** The value of a field that the source may have; `otherwise` is what older sources and commands give. */
function openValue(source: OpenSource, name: string, otherwise: PlanExpr, context: LowerContext): PlanExpr {
  switch (source.kind) {
    case 'scan':
      return context.scanColumn(source.scanId, name, openFieldType(name));
    case 'calculated':
      return calculatedValues(source.scanId, name, context).reduce(firstOf, otherwise);
    case 'made':
      return isInternal(name) ? otherwise : firstOf(source.value(name), otherwise);
    case 'named': {
      const when = call('text.equal', 'boolean', source.fieldName, stringLiteral(name));
      const [then, other] =
        source.value.type === 'null' ? [nullLiteral, otherwise] : alike(source.value, otherwise);
      return { op: 'case', branches: [{ when, then }], otherwise: other, type: other.type };
    }
    case 'joined': {
      const [first, second] = source.scopes.map((scope) => fieldValue({ scope }, name, context));
      return firstOf(first ?? nullLiteral, second ?? nullLiteral);
    }
    case 'guarded':
      return valueWhere(source.when, fieldValue({ scope: source.scopes[0] }, name, context));
    case 'union': {
      const values = allAlike(source.scopes.map((scope) => fieldValue({ scope }, name, context)));
      const type = values.find((value) => value.type !== 'null')?.type;
      return type === undefined ? nullLiteral : context.unionColumn(source.unionId, name, type, values);
    }
  }
}

function hides({ hidden, removed }: OpenSource, name: string): boolean {
  return hidden.includes(name) || removed.some((pattern) => removesField(pattern, name));
}

/** Does `fields -` with this pattern take the field out? Internal fields go only when they are named. */
export function removesField(pattern: string, name: string): boolean {
  return matchesPattern(pattern, name) && (!isInternal(name) || pattern.startsWith('_'));
}

/** The source as it was opened now. */
export function openSource<S>(source: S): S & Pick<OpenSource, 'hidden' | 'removed'> {
  return { ...source, hidden: [], removed: [] };
}

/** The first value where there is one, else the second. */
export function firstOf(first: PlanExpr, second: PlanExpr): PlanExpr {
  if (first.type === 'null') return second;
  if (second.type === 'null') return first;
  const [a, b] = alike(first, second);
  return call('coalesce', a.type, a, b);
}

/** The value where the condition is true, else NULL. */
export function valueWhere(when: PlanExpr, then: PlanExpr): PlanExpr {
  return then.type === 'null'
    ? then
    : { op: 'case', branches: [{ when, then }], otherwise: nullLiteral, type: then.type };
}

/** Two values of one field in a type that holds both. */
export function alike(a: PlanExpr, b: PlanExpr): readonly [PlanExpr, PlanExpr] {
  if (a.type === b.type) return [a, b];
  if (a.type === 'multivalue' || b.type === 'multivalue') return [toList(a), toList(b)];
  return [toText(a), toText(b)];
}

/** The values of one field in several inputs, in a type that holds them all; NULL stays NULL. */
export function allAlike(values: readonly PlanExpr[]): readonly PlanExpr[] {
  const types = new Set(values.flatMap(({ type }) => (type === 'null' ? [] : [type])));
  if (types.size <= 1) return values;
  const convert = types.has('multivalue') ? toList : asDynamic;
  return values.map((value) => (value.type === 'null' ? value : convert(value)));
}

function asDynamic(value: PlanExpr): PlanExpr {
  return { ...toText(value), type: 'dynamic' };
}

/** The relation with the field set: in its place when it is known, else at the end. NULL removes it. */
export function setField(relation: Relation, name: string, expr: PlanExpr): Relation {
  const { fields } = relation.scope;
  const entry = expr.type === 'null' ? [] : [{ name, expr }];
  const known = fields.some((field) => field.name === name);
  const next = known
    ? fields.flatMap((field) => (field.name === name ? entry : [field]))
    : [...fields, ...entry];
  return withFields(relation, next, [name]);
}

/** Other known fields; no source gives `names` any more. */
export function withFields(
  relation: Relation,
  fields: readonly ScopeField[],
  names: readonly string[],
): Relation {
  const open = relation.scope.open.map((source) => ({ ...source, hidden: [...source.hidden, ...names] }));
  return { ...relation, scope: { fields, open } };
}

/** Adds a computed column and makes it the field's value. A column or NULL is taken as it is, without a new column. */
export function assignField(
  relation: Relation,
  name: string,
  expr: PlanExpr,
  context: LowerContext,
): Relation {
  if (expr.type === 'null') return setField(relation, name, expr);
  const { relation: next, column } = materialise(relation, expr, context);
  return setField(next, name, column);
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
  return { fields, open: [] };
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
  return completeScope(relation, context).scope.fields.filter(
    (field) =>
      field.expr.type !== 'null' &&
      (pattern.startsWith('_') || !isInternal(field.name)) &&
      matchesPattern(pattern, field.name),
  );
}

/**
 * The relation with every field listed: the fields of events can be found out, those that rows make are asked for where
 * that is possible, else refused.
 */
export function completeScope(relation: Relation, context: LowerContext): Relation {
  const made = new Set<string>();
  for (const source of relation.scope.open) {
    if (source.kind === 'made' && source.names) {
      for (const name of source.names(context) ?? []) if (!hides(source, name)) made.add(name);
    } else {
      checkComplete(source, context);
    }
  }
  if (made.size === 0) return relation;
  const given = new Map(relation.scope.fields.map((field) => [field.name, field]));
  const fields = [...new Set([...given.keys(), ...made])].map((name) => {
    const field = given.get(name);
    return field && !made.has(name) ? field : { name, expr: fieldValue(relation, name, context) };
  });
  const open = relation.scope.open.filter((source) => source.kind !== 'made');
  return { ...relation, scope: { fields, open } };
}

function checkComplete(source: OpenSource, context: LowerContext): void {
  // A calculated field is in no wildcard: to show them all, all would have to be computed for every event.
  if (source.kind === 'calculated') return;
  if (source.kind === 'scan') context.needUniverse();
  else if ('scopes' in source)
    for (const part of source.scopes) for (const inner of part.open) checkComplete(inner, context);
  else
    refuse(context, 'SPL3004', context.commandSpan, {
      maker: source.kind === 'made' ? source.maker : 'eval with {field} as a target',
    });
}

/** Are there fields of events that nobody has listed? */
export function hasOpenEvents({ open }: Scope): boolean {
  return open.some(
    (source) => source.kind === 'scan' || ('scopes' in source && source.scopes.some(hasOpenEvents)),
  );
}
