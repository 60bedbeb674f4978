import type { SearchExpr } from '../ast/ast.ts';
import type { LowerContext } from './context.ts';
import { definedSearch } from './definition.ts';

/** Events that carry tags without having them as a field. Source: Knowledge Manager Manual, tag event types. */
export interface EventTags {
  readonly tags: readonly string[];
  /** A search expression: which events. It sees the fields as they were read and those that add-ons compute. */
  readonly search: string;
}

/**
 * The search expression with every `tag=x` also true for the events that get the tag from a definition. Conditions on
 * plain fields, which a scan can use, instead of a list of tags that would have to be made for every event.
 */
export function withEventTags(expr: SearchExpr, context: LowerContext): SearchExpr {
  const { eventTags = [] } = context.options;
  return eventTags.length === 0 ? expr : rewrite(expr, eventTags, context);
}

function rewrite(expr: SearchExpr, eventTags: readonly EventTags[], context: LowerContext): SearchExpr {
  switch (expr.kind) {
    case 'search-and':
    case 'search-or':
      return { ...expr, terms: expr.terms.map((term) => rewrite(term, eventTags, context)) };
    case 'search-not':
      return { ...expr, term: rewrite(expr.term, eventTags, context) };
    case 'search-comparison': {
      if (expr.field.name !== 'tag' || expr.op !== '=' || expr.value.embedded) return expr;
      const wanted = expr.value.text.toLowerCase();
      const found = eventTags.filter(({ tags }) => tags.includes(wanted));
      if (found.length === 0) return expr;
      const terms = found.map(({ search }) => definedSearch(search, context));
      return { kind: 'search-or', terms: [expr, ...terms], span: expr.span };
    }
    default:
      return expr;
  }
}
