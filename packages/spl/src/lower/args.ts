import type {
  AggregateArg,
  Arg,
  Command,
  FieldName,
  OptionArg,
  SearchExpr,
  SortKeyArg,
  SubsearchArg,
  ValueText,
} from '../ast/ast.ts';

/** Reading aids over a command's flat argument list. */

export function optionOf(command: Command, name: string): OptionArg | undefined {
  return command.args.find((arg): arg is OptionArg => arg.kind === 'option' && arg.name === name);
}

export function optionText(command: Command, name: string): string | undefined {
  return optionOf(command, name)?.value.text;
}

/** `t true 1 yes` in any letter case. Source: Search Manual, Understanding SPL syntax. */
export function optionFlag(command: Command, name: string, fallback: boolean): boolean {
  const text = optionText(command, name);
  return text === undefined ? fallback : /^(t|true|1|yes|y)$/i.test(text);
}

export function keywordIndex(command: Command, word: string): number {
  return command.args.findIndex((arg) => arg.kind === 'keyword' && arg.word === word);
}

/** The arguments before the keyword (all when it is absent) and those after it. */
export function splitAt(
  command: Command,
  word: string,
): { readonly before: readonly Arg[]; readonly after: readonly Arg[] } {
  const at = keywordIndex(command, word);
  if (at < 0) return { before: command.args, after: [] };
  return { before: command.args.slice(0, at), after: command.args.slice(at + 1) };
}

export function fieldNames(args: readonly Arg[]): readonly FieldName[] {
  return args.flatMap((arg) => (arg.kind === 'field-arg' ? [arg.field] : []));
}

export function aggregateArgs(args: readonly Arg[]): readonly AggregateArg[] {
  return args.filter((arg): arg is AggregateArg => arg.kind === 'aggregate');
}

export function sortKeyArgs(args: readonly Arg[]): readonly SortKeyArg[] {
  return args.filter((arg): arg is SortKeyArg => arg.kind === 'sort-key');
}

export function valueArgs(args: readonly Arg[]): readonly ValueText[] {
  return args.flatMap((arg) => (arg.kind === 'value-arg' ? [arg.value] : []));
}

export function subsearchArg(command: Command): SubsearchArg | undefined {
  return command.args.find((arg): arg is SubsearchArg => arg.kind === 'subsearch');
}

export function searchArg(command: Command): SearchExpr | undefined {
  return command.args.flatMap((arg) => (arg.kind === 'search-arg' ? [arg.expr] : []))[0];
}
