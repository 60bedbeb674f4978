import type { Arg, Command, Expr, Pipeline, SearchExpr, SubsearchArg, ValueText } from '../ast/ast.ts';
import { findCommand } from '../commands/registry.ts';
import { childrenOf } from '../lower/eval/children.ts';

/**
 * Where the text of a subsearch goes: `term` among search terms, `operand` inside an eval expression, `list` between the
 * parentheses of IN, `value` in the place of a whole value, argument or expression.
 */
export type TextPlace = 'term' | 'operand' | 'list' | 'value';

export interface TextSubsearch {
  readonly arg: SubsearchArg;
  readonly place: TextPlace;
  /** False when subsearches inside it have to run first; they stand before it in the list. */
  readonly isReady: boolean;
}

/** The subsearches that stand for text, innermost first. */
export function findSubsearches(pipeline: Pipeline): readonly TextSubsearch[] {
  return pipeline.commands.flatMap((stage) => (stage.kind === 'command' ? inCommand(stage) : []));
}

/** The subsearch after those inside it, which have to run before it. */
function standing(arg: SubsearchArg, place: TextPlace): readonly TextSubsearch[] {
  const inner = findSubsearches(arg.pipeline);
  return [...inner, { arg, place, isReady: inner.length === 0 }];
}

function inCommand(command: Command): readonly TextSubsearch[] {
  const definition = findCommand(command.name);
  const takesPipelines = definition?.takesSubsearch === true || definition?.template === true;
  return command.args.flatMap((arg) =>
    arg.kind === 'subsearch' && takesPipelines ? findSubsearches(arg.pipeline) : inArgument(arg),
  );
}

function inArgument(arg: Arg): readonly TextSubsearch[] {
  switch (arg.kind) {
    case 'search-arg':
      return inSearch(arg.expr);
    case 'assignment':
    case 'expr-arg':
      return inWholeExpr(arg.expr);
    case 'option':
      return [
        ...inValue(arg.value, 'value'),
        ...(arg.expr ? inWholeExpr(arg.expr) : []),
        ...(arg.search ? inSearch(arg.search) : []),
      ];
    case 'value-arg':
      return inValue(arg.value, 'value');
    case 'aggregate':
      return arg.arg?.kind === 'eval-arg' ? inWholeExpr(arg.arg.expr) : [];
    case 'subsearch':
      return standing(arg, 'value');
    case 'field-arg':
    case 'rename':
    case 'sort-key':
    case 'keyword':
    case 'macro':
      return [];
  }
}

function inValue(value: ValueText, place: TextPlace): readonly TextSubsearch[] {
  return value.embedded?.kind === 'subsearch' ? standing(value.embedded, place) : [];
}

function inSearch(expr: SearchExpr): readonly TextSubsearch[] {
  switch (expr.kind) {
    case 'search-and':
    case 'search-or':
      return expr.terms.flatMap(inSearch);
    case 'search-not':
      return inSearch(expr.term);
    case 'search-comparison':
      return inValue(expr.value, 'value');
    case 'search-in':
      return expr.values.flatMap((value) => (value.kind === 'value' ? inValue(value, 'list') : []));
    case 'subsearch':
      return standing(expr, 'term');
    case 'search-term':
    case 'macro':
      return [];
  }
}

function inWholeExpr(expr: Expr): readonly TextSubsearch[] {
  return expr.kind === 'subsearch' ? standing(expr, 'value') : inExpr(expr);
}

function inExpr(expr: Expr): readonly TextSubsearch[] {
  if (expr.kind === 'subsearch') return standing(expr, 'operand');
  if (expr.kind !== 'in') return childrenOf(expr).flatMap(inExpr);
  const inList = expr.list.flatMap((item) =>
    item.kind === 'subsearch' ? standing(item, 'list') : inExpr(item),
  );
  return [...inExpr(expr.operand), ...inList];
}
