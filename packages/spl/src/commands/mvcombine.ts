import { fieldNames, onlyOne, optionText, plainName } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { nullableKey } from '../lower/null-key.ts';
import { assignField, closedScope, completeScope, fieldValue, type Relation } from '../lower/relation.ts';
import { rowNumber } from '../lower/window-column.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const mvcombine = defineCommand({
  name: 'mvcombine',
  doc: 'Makes one row of all rows that are equal but for one field, whose values become a multivalue field in row order. Rows without the field stay as they are. The delimiter is what nomv writes between the values.',
  syntax: 'mvcombine [delim=<text>] <field>',
  source: 'Search Reference, mvcombine',
  options: ['delim'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    if (!field) return input;
    const name = plainName(field, context);
    const rows = completeScope(input, context);
    if (fieldValue(rows, name, context).type === 'null') return rows;
    return combine(rows, name, optionText(command, 'delim'), context);
  },
});

function combine(
  input: Relation,
  name: string,
  delimiter: string | undefined,
  context: LowerContext,
): Relation {
  const { relation, column: place } = rowNumber(input, context);
  const value = fieldValue(input, name, context);
  const order = [{ expr: place, descending: false }];
  const keyed = input.scope.fields
    .filter((field) => field.name !== name)
    .map((field) => ({ field, ...nullableKey(field.expr, context) }));
  // A row without the field is in a group of its own.
  const alone: PlanExpr = {
    op: 'case',
    branches: [{ when: call('isNull', 'boolean', value), then: place }],
    otherwise: numberLiteral(0),
    type: 'number',
  };
  const first = context.freshId();
  const list = context.freshId();
  const plan: Plan = {
    op: 'aggregate',
    input: relation.plan,
    keys: [...keyed.flatMap(({ keys }) => keys), { id: context.freshId(), type: 'number', expr: alone }],
    aggregates: [
      { id: first, type: 'number', fn: 'min', args: [place] },
      {
        id: list,
        type: 'multivalue',
        fn: 'listAll',
        args: [value.type === 'multivalue' ? value : toText(value)],
        order,
      },
    ],
  };
  const combined: PlanExpr = { op: 'column', id: list, type: 'multivalue' };
  const grouped: Relation = {
    plan,
    scope: closedScope(
      input.scope.fields.map((field) => (field.name === name ? { name, expr: combined } : field)),
    ),
    order: [{ expr: { op: 'column', id: first, type: 'number' }, descending: false }],
  };
  const whole = keyed.reduce(
    (rows, { field, value: key }) => assignField(rows, field.name, key, context),
    grouped,
  );
  const fields = whole.scope.fields.map((field) =>
    field.name === name && delimiter !== undefined ? { ...field, delimiter } : field,
  );
  return { ...whole, scope: closedScope(fields) };
}
