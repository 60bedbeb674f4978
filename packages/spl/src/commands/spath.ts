import { parseJsonPath } from '../functions/json-path.ts';
import { onlyValue, optionOf, optionText } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { jsonField, jsonValue, leafNames } from '../lower/json-field.ts';
import { namesIn, openMade } from '../lower/made-fields.ts';
import { assignField, fieldValue, firstOf, materialise } from '../lower/relation.ts';
import { defineCommand } from './define.ts';

export const spath = defineCommand({
  name: 'spath',
  doc: 'Takes values out of JSON text by a path: dots between keys, {} for all elements of an array, {n} for one. Without a path every leaf becomes a field. A row in which the path is not found stays as it is.',
  syntax: 'spath [input=<field>] [output=<field>] [path=<path> | <path>]',
  source: 'Search Reference, spath',
  options: ['input', 'output', 'path'],
  lower: (input, command, context) => {
    const text = fieldValue(input, optionText(command, 'input') ?? '_raw', context);
    const written = onlyValue(command.args, context);
    const path = optionOf(command, 'path')?.value ?? written;
    // The text is a column, so that a later command which overwrites its field does not change what was taken out.
    if (path === undefined) {
      if (text.type === 'null') return input;
      const { relation, column } = materialise(input, toText(text), context);
      const names = namesIn(relation, column, leafNames);
      return openMade(relation, 'spath without a path', (name) => jsonField(column, name), names);
    }
    const steps = parseJsonPath(path.text);
    if (!steps) {
      refuse(context, 'SPL2020', path.span, { text: path.text });
      return input;
    }
    if (text.type === 'null') return input;
    const output = optionText(command, 'output') ?? path.text;
    const found = jsonValue(toText(text), steps);
    return assignField(input, output, firstOf(found, fieldValue(input, output, context)), context);
  },
});
