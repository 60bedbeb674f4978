import type { Command } from '../ast/ast.ts';
import { call } from '../plan/expr.ts';
import { optionFlag } from './args.ts';
import type { LowerContext } from './context.ts';
import { fieldValue, type Relation, setField } from './relation.ts';

/**
 * `dedup_splitvals=true`: equal values of a multivalue field that rows are grouped by count once for a row.
 * Source: Search Reference, stats, chart, timechart.
 */
export function dedupSplitValues(
  input: Relation,
  command: Command,
  byFields: readonly string[],
  context: LowerContext,
): Relation {
  if (!optionFlag(command, 'dedup_splitvals', false, context)) return input;
  return byFields.reduce((relation, name) => {
    const value = fieldValue(relation, name, context);
    return value.type === 'multivalue'
      ? setField(relation, name, call('list.distinct', 'multivalue', value))
      : relation;
  }, input);
}
