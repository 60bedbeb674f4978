import type { FieldName } from '../ast/ast.ts';
import type { LowerContext } from './context.ts';
import { completeScope, isInternal, matchFields, type Relation } from './relation.ts';
import { hasWildcard } from './wildcard.ts';

/** The names of a field list, wildcards spelled out; each once. */
export function listedFields(
  input: Relation,
  names: readonly FieldName[],
  context: LowerContext,
): readonly string[] {
  const listed = names.flatMap(({ name }) =>
    hasWildcard(name) ? matchFields(input, name, context).map((field) => field.name) : [name],
  );
  return [...new Set(listed)];
}

/** Every field that a row may have, internal ones excepted. */
export function visibleFields(input: Relation, context: LowerContext): readonly string[] {
  return completeScope(input, context)
    .scope.fields.map((field) => field.name)
    .filter((name) => !isInternal(name));
}

/** The listed fields, or all visible ones where none is listed. */
export function listedOrAll(
  input: Relation,
  names: readonly FieldName[],
  context: LowerContext,
): readonly string[] {
  return names.length > 0 ? listedFields(input, names, context) : visibleFields(input, context);
}
