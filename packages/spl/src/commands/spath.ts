import { parseJsonPath } from '../functions/json-path.ts';
import { optionText, valueArgs } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { jsonValue } from '../lower/json-field.ts';
import { assignField, firstOf, type Relation } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const spath = defineCommand({
  name: 'spath',
  doc: 'Takes values out of JSON text by a path: dots between keys, {} for all elements of an array, {n} for one. Without a path every leaf becomes a field. A row in which the path is not found stays as it is.',
  syntax: 'spath [input=<field>] [output=<field>] [path=<path> | <path>]',
  source: 'Search Reference, spath',
  lower: (input, command, context) => {
    const text = fieldValue(input, optionText(command, 'input') ?? '_raw', context);
    const given = valueArgs(command.args)[0];
    const path = optionText(command, 'path') ?? given?.text;
    if (path === undefined) return openJson(input, text);
    const steps = parseJsonPath(path);
    if (!steps) {
      refuse(
        context,
        'SPL2020',
        given?.span ?? command.span,
        `"${path}" is no path`,
        'write keys with dots between them, such as Folders{}.Path',
      );
      return input;
    }
    if (text.type === 'null') return input;
    const output = optionText(command, 'output') ?? path;
    return assignField(
      input,
      output,
      firstOf(jsonValue(toText(text), steps), fieldValue(input, output, context)),
      context,
    );
  },
});

/** All leaves of the text as fields, found when something names them. */
function openJson(input: Relation, text: PlanExpr): Relation {
  if (text.type === 'null') return input;
  return {
    ...input,
    scope: { ...input.scope, open: [{ kind: 'json', text: toText(text), hidden: [] }, ...input.scope.open] },
  };
}
