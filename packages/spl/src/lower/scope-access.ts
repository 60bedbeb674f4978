import { parseSearchExpression } from '../parser/parse-search-expression.ts';
import type { PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import type { EvalContext } from './eval/index.ts';
import { jsonField } from './json-field.ts';
import { matchFields, type Relation, resolveField } from './relation.ts';
import { lowerSearch, type SearchScope } from './search.ts';

/** The value of a field at this point of the pipeline; NULL for a field that no row has. */
export function fieldValue(relation: Relation, name: string, context: LowerContext): PlanExpr {
  return resolveField(relation, name, context, jsonField);
}

/** What eval expressions see of a relation. */
export function evalContext(relation: Relation, context: LowerContext): EvalContext {
  return {
    resolve: (name) => fieldValue(relation, name, context),
    now: context.options.now,
    report: context.report,
    freshId: context.freshId,
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
