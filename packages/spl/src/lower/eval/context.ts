import type { SubsearchArg } from '../../ast/ast.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PlanExpr } from '../../plan/expr.ts';

/** What an eval expression sees of its surroundings. */
export interface EvalContext {
  /** The column of a field, or nullLiteral when the field does not exist here. */
  resolve(name: string): PlanExpr;
  /** Start of the search in epoch seconds. */
  readonly now: number;
  report(diagnostic: Diagnostic): void;
  /** A column id that nothing else uses. */
  freshId(): string;
  /** Does the subsearch stand for text that is not known yet? */
  isPending?(subsearch: SubsearchArg): boolean;
  /**
   * The texts that a value has in the rows: null until the rows have been asked, which is noted. Absent where the rows
   * cannot be asked: in the body of a list function.
   */
  readonly distinctTexts?: ((value: PlanExpr) => readonly string[] | null) | undefined;
  /** The predicate of a search expression, for `searchmatch`. Without it that function is refused. */
  searchMatch?(text: string): PlanExpr;
}
