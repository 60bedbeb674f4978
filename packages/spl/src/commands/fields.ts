import { fieldNames, keywordIndex } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import {
  closedScope,
  fieldValue,
  hasOpenEvents,
  isInternal,
  type Relation,
  removesField,
  type ScopeField,
} from '../lower/relation.ts';
import { selectFields } from '../lower/select-fields.ts';
import { defineCommand } from './define.ts';

export const fields = defineCommand({
  name: 'fields',
  doc: 'Keeps the listed fields and the internal ones (`_time`, `_raw`), or with `-` removes the listed fields; internal fields go only when they are named.',
  syntax: 'fields [+|-] <field-list>',
  source: 'Search Reference, fields',
  lower: (input, command, context) => {
    const names = fieldNames(command.args);
    if (keywordIndex(command, '-') >= 0)
      return removeFields(
        input,
        names.map(({ name }) => name),
      );
    const internal = internalFields(input, context);
    const kept = selectFields(input, names, context, false);
    const others = internal.filter((field) => !kept.some(({ name }) => name === field.name));
    return { ...input, scope: closedScope([...others, ...kept]) };
  },
});

function internalFields(input: Relation, context: LowerContext): readonly ScopeField[] {
  const { fields: known } = input.scope;
  if (!hasOpenEvents(input.scope)) return known.filter((field) => isInternal(field.name));
  return ['_time', '_raw'].map((name) => ({ name, expr: fieldValue(input, name, context) }));
}

function removeFields({ scope, ...rest }: Relation, patterns: readonly string[]): Relation {
  const isKept = ({ name }: ScopeField): boolean => !patterns.some((pattern) => removesField(pattern, name));
  const open = scope.open.map((source) => ({ ...source, removed: [...source.removed, ...patterns] }));
  return { ...rest, scope: { fields: scope.fields.filter(isKept), open } };
}
