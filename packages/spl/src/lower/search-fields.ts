import type { FieldName, SearchExpr } from '../ast/ast.ts';

/** The fields that a search expression compares, in the order of the text. */
export function searchFields(expr: SearchExpr): readonly FieldName[] {
  switch (expr.kind) {
    case 'search-and':
    case 'search-or':
      return expr.terms.flatMap(searchFields);
    case 'search-not':
      return searchFields(expr.term);
    case 'search-comparison':
    case 'search-in':
      return [expr.field];
    default:
      return [];
  }
}
