import type { FieldName } from '../ast/ast.ts';
import type { LowerContext } from './context.ts';
import { fieldValue, matchFields, type Relation, type ScopeField } from './relation.ts';
import { hasWildcard } from './wildcard.ts';

/** The named fields in the order of the list, each once. `keepAbsent` keeps a named field that no row has as an empty column. */
export function selectFields(
  input: Relation,
  names: readonly FieldName[],
  context: LowerContext,
  keepAbsent: boolean,
): readonly ScopeField[] {
  const selected = new Map<string, ScopeField>();
  for (const { name } of names) {
    const found = hasWildcard(name)
      ? matchFields(input, name, context)
      : [
          {
            ...input.scope.fields.find((field) => field.name === name),
            name,
            expr: fieldValue(input, name, context),
          },
        ];
    for (const field of found) {
      if (!selected.has(field.name) && (keepAbsent || field.expr.type !== 'null'))
        selected.set(field.name, field);
    }
  }
  return [...selected.values()];
}
