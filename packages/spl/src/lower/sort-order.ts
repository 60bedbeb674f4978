import type { SortKeyArg } from '../ast/ast.ts';
import type { SortKey } from '../plan/plan.ts';
import { plainName } from './args.ts';
import type { LowerContext } from './context.ts';
import { sortKeys } from './order.ts';
import { fieldValue, type Relation } from './relation.ts';

/**
 * The order that the keys of `sort` or of `sortby` describe. A sign with a blank after it also holds for the keys after
 * it that have none of their own (semantics 7.1.2); `reversed` turns every key around.
 */
export function orderOf(
  args: readonly SortKeyArg[],
  reversed: boolean,
  input: Relation,
  context: LowerContext,
): readonly SortKey[] {
  let inherited: SortKeyArg['sign'] = '';
  return args.flatMap((key) => {
    if (key.sign !== '' && key.spaced) inherited = key.sign;
    const sign = key.sign === '' ? inherited : key.sign;
    const value = fieldValue(input, plainName(key.field, context), context);
    return sortKeys(value, (sign === '-') !== reversed, key.cast);
  });
}
