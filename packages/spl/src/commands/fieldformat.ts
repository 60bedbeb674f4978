import { lowerAssigned } from '../lower/eval/index.ts';
import { fieldValue, setField } from '../lower/relation.ts';
import { evalContext } from '../lower/scope-access.ts';
import { defineCommand } from './define.ts';

export const fieldformat = defineCommand({
  name: 'fieldformat',
  doc: 'Says how a field is shown in the result. Later commands go on computing with the value itself; one that computes the field anew, renames it or sums rows up ends the format.',
  syntax: 'fieldformat <field>=<expression>[, <field>=<expression>]...',
  source: 'Search Reference, fieldformat',
  lower: (input, command, context) =>
    command.args.reduce((relation, arg) => {
      if (arg.kind !== 'assignment') return relation;
      const { name } = arg.target;
      const display = lowerAssigned(arg.expr, evalContext(relation, context));
      const value = fieldValue(relation, name, context);
      if (value.type === 'null') return relation;
      const known = setField(relation, name, value);
      const fields = known.scope.fields.map((field) => (field.name === name ? { ...field, display } : field));
      return { ...known, scope: { ...known.scope, fields } };
    }, input),
});
