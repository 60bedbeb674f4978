import type { FieldName } from '../ast/ast.ts';
import { fieldNames } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { closedScope, matchFields, type Relation, type ScopeField } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { hasWildcard } from '../lower/wildcard.ts';
import { defineCommand } from './define.ts';

export const table = defineCommand({
  name: 'table',
  doc: 'Keeps just the listed fields, in the order of the list. A field that no row has is an empty column; wildcards select existing fields and no internal ones.',
  syntax: 'table <field-list>',
  source: 'Search Reference, table',
  lower: (input, command, context) => ({
    ...input,
    scope: closedScope(selectFields(input, fieldNames(command.args), context, true)),
  }),
});

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
      : [{ name, expr: fieldValue(input, name, context) }];
    for (const field of found) {
      if (!selected.has(field.name) && (keepAbsent || field.expr.type !== 'null'))
        selected.set(field.name, field);
    }
  }
  return [...selected.values()];
}
