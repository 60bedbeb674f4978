import { childrenOf } from '../lower/eval/children.ts';
import type { Arg, Command, Expr, SearchComparison, SearchExpr, SubsearchArg } from './ast.ts';

/** A tree never changes, and the lints ask for the same parts over and over: each is gone through once. */
function remembered<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { readonly made: T }>();
  return (of) => {
    const found = known.get(of);
    if (found) return found.made;
    const made = make(of);
    known.set(of, { made });
    return made;
  };
}

/** Every part of an eval expression, the whole first, in the order of the text. */
export const expressionNodes: (expr: Expr) => readonly Expr[] = remembered((expr) => {
  const nodes: Expr[] = [];
  const rest: Expr[] = [expr];
  for (let next = rest.pop(); next; next = rest.pop()) {
    nodes.push(next);
    rest.push(...[...childrenOf(next)].reverse());
  }
  return nodes;
});

/** Every part of a search expression, the whole first, in the order of the text. */
export function searchNodes(expr: SearchExpr): readonly SearchExpr[] {
  const nodes: SearchExpr[] = [];
  const rest: SearchExpr[] = [expr];
  for (let next = rest.pop(); next; next = rest.pop()) {
    nodes.push(next);
    if (next.kind === 'search-and' || next.kind === 'search-or') rest.push(...[...next.terms].reverse());
    else if (next.kind === 'search-not') rest.push(next.term);
  }
  return nodes;
}

/** The eval expressions that stand in an argument, as wholes. */
export function argumentExpressions(arg: Arg): readonly Expr[] {
  switch (arg.kind) {
    case 'assignment':
    case 'expr-arg':
      return [arg.expr];
    case 'aggregate':
      return arg.arg?.kind === 'eval-arg' ? [arg.arg.expr] : [];
    case 'option':
      return arg.expr ? [arg.expr] : [];
    default:
      return [];
  }
}

/** The search expressions of a command, as wholes. */
export function commandSearches(command: Command): readonly SearchExpr[] {
  return command.args.flatMap((arg) =>
    arg.kind === 'search-arg' ? [arg.expr] : arg.kind === 'option' && arg.search ? [arg.search] : [],
  );
}

export const comparisonsOf: (command: Command) => readonly SearchComparison[] = remembered((command) =>
  commandSearches(command)
    .flatMap(searchNodes)
    .filter((node): node is SearchComparison => node.kind === 'search-comparison'),
);

/** The subsearches that stand directly in a command, wherever the language allows them. */
export function commandSubsearches(command: Command): readonly SubsearchArg[] {
  return command.args.flatMap((arg): readonly SubsearchArg[] => {
    if (arg.kind === 'subsearch') return [arg];
    if (arg.kind === 'option' && arg.value.embedded?.kind === 'subsearch') return [arg.value.embedded];
    if (arg.kind === 'search-arg') return searchNodes(arg.expr).flatMap(subsearchOf);
    return argumentExpressions(arg)
      .flatMap(expressionNodes)
      .filter((node): node is SubsearchArg => node.kind === 'subsearch');
  });
}

function subsearchOf(node: SearchExpr): readonly SubsearchArg[] {
  if (node.kind === 'subsearch') return [node];
  return node.kind === 'search-comparison' && node.value.embedded?.kind === 'subsearch'
    ? [node.value.embedded]
    : [];
}

/** The values behind an option or the text of the nth bare value of a command. */
export function optionValue(command: Command, name: string): string | undefined {
  const option = command.args.find((arg) => arg.kind === 'option' && arg.name === name);
  return option?.kind === 'option' ? option.value.text : undefined;
}

/** The arguments from one keyword to the next one; those before any keyword for an empty word. */
export function argumentsAfter(command: Command, ...words: readonly string[]): readonly Arg[] {
  const found: Arg[] = [];
  let word = '';
  for (const arg of command.args) {
    // Signs and the like stand inside a list.
    if (arg.kind === 'keyword' && /^[a-z]/.test(arg.word) && arg.word !== 'desc') word = arg.word;
    else if (words.includes(word)) found.push(arg);
  }
  return found;
}
