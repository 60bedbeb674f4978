import { searchArg } from '../lower/args.ts';
import { withEventTags } from '../lower/event-tags.ts';
import { filterRelation } from '../lower/relation.ts';
import { searchScope } from '../lower/scope-access.ts';
import { lowerSearch } from '../lower/search.ts';
import { defineCommand } from './define.ts';

export const search = defineCommand({
  name: 'search',
  doc: 'Keeps the rows for which a search expression holds. As the first stage it reads events, newest first. Values are compared without regard to letter case, `*` is a wildcard, OR binds tighter than AND.',
  syntax: 'search <search-expression>',
  source: 'Search Reference, search',
  lower: (input, command, context) => {
    const expr = searchArg(command);
    return expr
      ? filterRelation(input, lowerSearch(withEventTags(expr, context), searchScope(input, context)))
      : input;
  },
});
