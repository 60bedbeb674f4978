import { parseSearchExpression } from '../parser/parse-search-expression.ts';
import type { LowerContext } from './context.ts';
import { distinctValues } from './distinct-values.ts';
import type { EvalContext } from './eval/index.ts';
import { fieldValue, matchFields, type Relation } from './relation.ts';
import { lowerSearch, type SearchScope } from './search.ts';

/** Different formats of a time that one expression may read. */
const formatLimit = 100;

/** What eval expressions see of a relation. */
export function evalContext(relation: Relation, context: LowerContext): EvalContext {
  return {
    resolve: (name) => fieldValue(relation, name, context),
    now: context.options.now,
    report: context.report,
    freshId: context.freshId,
    isPending: (subsearch) => context.options.pending?.includes(subsearch) === true,
    distinctTexts: (value) => distinctValues(relation, value, formatLimit, context, 'formats'),
    searchMatch: (text) => {
      const { expr, diagnostics } = parseSearchExpression(text);
      for (const diagnostic of diagnostics) context.report(diagnostic);
      return lowerSearch(expr, searchScope(relation, context));
    },
  };
}

/** What search expressions see of a relation. */
export function searchScope(relation: Relation, context: LowerContext): SearchScope {
  return {
    context,
    resolve: (name) => fieldValue(relation, name, context),
    matchNames: (pattern) => matchFields(relation, pattern, context).map((field) => field.name),
  };
}
