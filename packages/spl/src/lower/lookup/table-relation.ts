import type { LowerContext } from '../context.ts';
import { closedScope, type Relation } from '../relation.ts';
import type { LookupDefinition } from './definition.ts';
import { tableRows } from './table-columns.ts';

/** The rows of a lookup table with all its fields, in file order. */
export function tableRelation(definition: LookupDefinition, context: LowerContext): Relation {
  const { plan, columns, ordinal } = tableRows(definition, definition.fields, context);
  return {
    plan,
    scope: closedScope([...columns].map(([name, expr]) => ({ name, expr }))),
    order: [{ expr: ordinal, descending: false }],
  };
}
