import type { Command } from '../../ast/ast.ts';
import { call, numberLiteral, type PlanExpr } from '../../plan/expr.ts';
import type { Plan } from '../../plan/plan.ts';
import { onlyValue, optionFlag, optionOf, searchArg, wholeNumber } from '../args.ts';
import type { LowerContext } from '../context.ts';
import { filterRelation, type Relation } from '../relation.ts';
import { searchScope } from '../scope-access.ts';
import { lowerSearch } from '../search.ts';
import { takeFirst } from '../take.ts';
import { unionRelations } from '../union-relations.ts';
import { findLookup } from './definition.ts';
import { tableRelation } from './table-relation.ts';

/** What the commands that give the rows of a table share. */
export const tableReading = {
  generating: true,
  appends: (command: Command) => /^(t|true|1|yes|y)$/i.test(optionOf(command, 'append')?.value.text ?? ''),
  lower: (input: Relation, command: Command, context: LowerContext): Relation => {
    const name = onlyValue(command.args, context) ?? optionOf(command, 'filename')?.value;
    const rows = name ? tableOf(name.text, command, context) : null;
    if (!rows) return input;
    return optionFlag(command, 'append', false, context) ? unionRelations([input, rows], context) : rows;
  },
};

function tableOf(name: string, command: Command, context: LowerContext): Relation | null {
  const at = command.args.find((arg) => arg.kind === 'value-arg' || arg.kind === 'option');
  const definition = findLookup(name, at?.span ?? command.span, [], context);
  if (!definition) return null;
  optionFlag(command, 'strict', false, context);
  const expr = searchArg(command);
  const table = tableRelation(definition, context);
  const kept = expr ? filterRelation(table, lowerSearch(expr, searchScope(table, context))) : table;
  const number = (option: string, fallback: number): number =>
    wholeNumber(optionOf(command, option)?.value, { fallback, least: 0 }, context);
  const later = passOver(kept, number('start', 0), context);
  const max = optionOf(command, 'max') ? number('max', 0) : null;
  return max === null ? later : takeFirst(later, max);
}

/** Without its first `count` rows. */
function passOver(relation: Relation, count: number, context: LowerContext): Relation {
  if (count === 0) return relation;
  const id = context.freshId();
  const plan: Plan = {
    op: 'window',
    input: relation.plan,
    columns: [{ id, type: 'number', fn: 'rowNumber', args: [] }],
    partition: [],
    order: relation.order,
    frame: { kind: 'partition' },
  };
  const number: PlanExpr = { op: 'column', id, type: 'number' };
  return filterRelation({ ...relation, plan }, call('number.gt', 'boolean', number, numberLiteral(count)));
}
