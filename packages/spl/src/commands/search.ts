import { searchArg } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { filterRelation, type Relation } from '../lower/relation.ts';
import { fieldValue, searchScope } from '../lower/scope-access.ts';
import { lowerSearch, setsTimeRange } from '../lower/search.ts';
import { call, numberLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const search = defineCommand({
  name: 'search',
  doc: 'Keeps the rows for which a search expression holds. As the first stage it reads events, newest first. Values are compared without regard to letter case, `*` is a wildcard, OR binds tighter than AND.',
  syntax: 'search <search-expression>',
  source: 'Search Reference, search',
  lower: (input, command, context) => {
    const expr = searchArg(command);
    const ranged =
      command.implied || isFirst(input)
        ? withinRange(input, context, expr !== undefined && setsTimeRange(expr))
        : input;
    return expr === undefined
      ? ranged
      : filterRelation(ranged, lowerSearch(expr, searchScope(ranged, context)));
  },
});

function isFirst(input: Relation): boolean {
  return input.plan.op === 'scan';
}

/** The time picker holds unless the search itself names a range. */
function withinRange(input: Relation, context: LowerContext, ownRange: boolean): Relation {
  const { range } = context.options;
  if (ownRange || !range) return input;
  const time = fieldValue(input, '_time', context);
  const from =
    range.earliest === null
      ? input
      : filterRelation(input, call('number.ge', 'boolean', time, numberLiteral(range.earliest)));
  return range.latest === null
    ? from
    : filterRelation(from, call('number.lt', 'boolean', time, numberLiteral(range.latest)));
}
