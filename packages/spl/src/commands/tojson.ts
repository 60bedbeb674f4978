import type { Command } from '../ast/ast.ts';
import { objectOf, textLiteral } from '../functions/json-text.ts';
import { optionFlag, optionOf, optionText } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { type JsonType, jsonOfType, jsonTypes } from '../lower/json-type.ts';
import {
  assignField,
  completeScope,
  fieldValue,
  isInternal,
  matchFields,
  type Relation,
} from '../lower/relation.ts';
import { hasWildcard } from '../lower/wildcard.ts';
import { call } from '../plan/expr.ts';
import type { Span } from '../source/span.ts';
import { defineCommand } from './define.ts';

export const tojson = defineCommand({
  name: 'tojson',
  doc: 'Writes the listed fields of each row, or all of them, as a JSON object into a field, `_raw` unless another one is named. A type says how a field is written: none (what looks like a number as one, all else as text), auto (whatever is JSON as it is, all else as text), num, bool, json and str. A value that a type does not take is left out, or null with fill_null. Several values make an array.',
  syntax:
    'tojson [default_type=<type>] [fill_null=<bool>] [include_internal=<bool>] [output_field=<field>] [<field> | auto|bool|json|none|num|str(<field>)]...',
  source: 'Search Reference, tojson',
  options: ['default_type', 'fill_null', 'include_internal', 'output_field'],
  lower: (input, command, context) => {
    const fillsNull = optionFlag(command, 'fill_null', false, context);
    const members = [...typedFields(input, command, context)].flatMap(([name, type]) => {
      const json = jsonOfType(fieldValue(input, name, context), type, fillsNull, context);
      if (json.op === 'literal' && json.value === null) return [];
      return [call('text.concat', 'dynamic', textLiteral(`${JSON.stringify(name)}:`), json)];
    });
    const object =
      members.length === 0 ? textLiteral('{}') : objectOf(call('list.of', 'multivalue', ...members));
    return assignField(input, optionText(command, 'output_field') ?? '_raw', object, context);
  },
});

/** The type of each field that is written; the last one that the command gives it. */
function typedFields(
  input: Relation,
  command: Command,
  context: LowerContext,
): ReadonlyMap<string, JsonType> {
  const written = optionOf(command, 'default_type')?.value;
  const usual = written ? typeOf(written.text, written.span, 'default_type', context) : 'none';
  const types = new Map<string, JsonType>();
  const add = (pattern: string, type: JsonType): void => {
    const names = hasWildcard(pattern)
      ? matchFields(input, pattern, context).map(({ name }) => name)
      : [pattern];
    for (const name of names) types.set(name, type);
  };
  for (const arg of command.args) {
    if (arg.kind === 'field-arg') add(arg.field.name, usual);
    if (arg.kind !== 'aggregate') continue;
    const type = typeOf(arg.fn, arg.span, 'type of a field', context);
    if (arg.arg?.kind === 'field-name') add(arg.arg.name, type);
    else refuse(context, 'SPL2174', arg.span, { command: 'tojson' });
  }
  const isListed = command.args.some(({ kind }) => kind === 'field-arg' || kind === 'aggregate');
  if (!isListed) {
    const all = optionFlag(command, 'include_internal', false, context);
    const fields = completeScope(input, context).scope.fields.map(({ name }) => name);
    for (const name of fields.sort()) if (all || !isInternal(name)) types.set(name, usual);
  }
  return types;
}

function typeOf(text: string, span: Span, option: string, context: LowerContext): JsonType {
  const type = jsonTypes.find((known) => known === text.toLowerCase());
  if (type === undefined)
    refuse(context, 'SPL2183', span, { text, option: `${option} of tojson`, known: jsonTypes.join(', ') });
  return type ?? 'none';
}
