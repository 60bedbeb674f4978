import type { LowerContext } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { lowerAssigned } from '../lower/eval/index.ts';
import { assignField, fieldValue, materialise, openSource, type Relation } from '../lower/relation.ts';
import { evalContext } from '../lower/scope-access.ts';
import { call, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const evalCommand = defineCommand({
  name: 'eval',
  doc: 'Computes fields. Assignments run from left to right and see each other; a NULL result removes the field; a boolean cannot be stored.',
  syntax: 'eval <field>=<expression>[, <field>=<expression>]...',
  source: 'Search Reference, eval',
  lower: (input, command, context) =>
    command.args.reduce((relation, arg) => {
      if (arg.kind !== 'assignment') return relation;
      const { name } = arg.target;
      const value = lowerAssigned(arg.expr, evalContext(relation, context));
      const isDynamic = arg.target.quote === 'none' && /\{[^{}]+\}/.test(name);
      return isDynamic
        ? assignNamed(relation, name, value, context)
        : assignField(relation, name, value, context);
    }, input),
});

/** `eval {f}=…`, `eval v_{f}=…`: the row itself says which field is set. Such a field can be asked for by name. */
function assignNamed(input: Relation, template: string, value: PlanExpr, context: LowerContext): Relation {
  const parts = template
    .split(/\{([^{}]+)\}/)
    .map((part, i) => (i % 2 === 0 ? stringLiteral(part) : toText(fieldValue(input, part, context))));
  const name = parts
    .filter((part) => part.op !== 'literal' || part.value !== '')
    .reduce((left, right) => call('text.concat', 'dynamic', left, right));
  if (name.type === 'null') return input;
  const { relation, column } = materialise(input, value, context);
  const { relation: named, column: fieldName } = materialise(relation, name, context);
  const open = [openSource({ kind: 'named' as const, fieldName, value: column }), ...named.scope.open];
  return { ...named, scope: { ...named.scope, open } };
}
