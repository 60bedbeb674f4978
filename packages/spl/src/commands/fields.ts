import { fieldNames } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { closedScope, isInternal, type Relation } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { matchesPattern } from '../lower/wildcard.ts';
import { nullLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';
import { selectFields } from './table.ts';

export const fields = defineCommand({
  name: 'fields',
  doc: 'Keeps the listed fields and the internal ones (`_time`, `_raw`), or with `-` removes the listed fields; internal fields go only when they are named.',
  syntax: 'fields [+|-] <field-list>',
  source: 'Search Reference, fields',
  lower: (input, command, context) => {
    const removes = command.args.some((arg) => arg.kind === 'keyword' && arg.word === '-');
    const names = fieldNames(command.args);
    if (removes)
      return removeFields(
        input,
        names.map((field) => field.name),
      );
    const internal = internalFields(input, context);
    const kept = selectFields(input, names, context, false);
    return {
      ...input,
      scope: closedScope([
        ...internal.filter((field) => !kept.some((other) => other.name === field.name)),
        ...kept,
      ]),
    };
  },
});

function internalFields(input: Relation, context: LowerContext) {
  if (input.scope.open.length === 0) return input.scope.fields.filter((field) => isInternal(field.name));
  return ['_time', '_raw'].map((name) => ({ name, expr: fieldValue(input, name, context) }));
}

function removeFields(input: Relation, patterns: readonly string[]): Relation {
  const isRemoved = (name: string): boolean =>
    patterns.some(
      (pattern) => matchesPattern(pattern, name) && (!isInternal(name) || pattern.startsWith('_')),
    );
  const { scope } = input;
  if (scope.open.length === 0) {
    return { ...input, scope: { ...scope, fields: scope.fields.filter((field) => !isRemoved(field.name)) } };
  }
  const kept = scope.fields.map((field) => (isRemoved(field.name) ? { ...field, expr: nullLiteral } : field));
  return { ...input, scope: { ...scope, fields: kept, removed: [...scope.removed, ...patterns] } };
}
