import type {
  AggregateArg,
  Arg,
  Command,
  FieldName,
  OptionArg,
  SearchExpr,
  SortKeyArg,
  ValueText,
} from '../ast/ast.ts';
import type { Span } from '../source/span.ts';
import { type LowerContext, refuse } from './context.ts';
import { hasWildcard } from './wildcard.ts';

/** Reading aids over a command's flat argument list. */

export function optionOf(command: Command, name: string): OptionArg | undefined {
  return command.args.find((arg): arg is OptionArg => arg.kind === 'option' && arg.name === name);
}

export function optionText(command: Command, name: string): string | undefined {
  return optionOf(command, name)?.value.text;
}

/** `t true 1 yes` or `f false 0 no` in any letter case. Source: Search Manual, Understanding SPL syntax. */
export function optionFlag(
  command: Command,
  name: string,
  fallback: boolean,
  context: LowerContext,
): boolean {
  const value = optionOf(command, name)?.value;
  if (value === undefined) return fallback;
  if (/^(t|true|1|yes|y)$/i.test(value.text)) return true;
  if (!/^(f|false|0|no|n)$/i.test(value.text)) refuse(context, 'SPL1036', value.span, { text: value.text });
  return false;
}

/** A whole number in a range; the fallback where it is not written, or not one, which is reported. */
export function wholeNumber(
  value: ValueText | undefined,
  range: { readonly fallback: number; readonly least: number; readonly most?: number },
  context: LowerContext,
): number {
  const { fallback, least, most = null } = range;
  if (value === undefined) return fallback;
  const number = /^\d{1,15}$/.test(value.text) ? Number(value.text) : -1;
  if (number >= least && number <= (most ?? number)) return number;
  refuse(context, 'SPL1032', value.span, { text: value.text, least, most });
  return fallback;
}

/** The count that is written as `limit=5` or alone as the first argument (`head 5`). */
export function countArg(command: Command, option: string, context: LowerContext): ValueText | undefined {
  const written = onlyValue(command.args, context);
  return optionOf(command, option)?.value ?? written;
}

/** Rows that `head` and `tail` keep when no count is given. Source: Search Reference, head. */
export const defaultCount = 10;

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

/** The name of one field; one that holds a wildcard is reported. */
export function plainName({ name, span }: FieldName, context: LowerContext): string {
  if (hasWildcard(name)) refuse(context, 'SPL2011', span, { name });
  return name;
}

/** The same for a list of fields. Each name once. */
export function plainNames(args: readonly Arg[], context: LowerContext): readonly string[] {
  return [...new Set(fieldNames(args).map((field) => plainName(field, context)))];
}

/** The first of the arguments; the others are reported. */
export function onlyOne<T extends { readonly span: Span }>(
  items: readonly T[],
  textOf: (item: T) => string,
  context: LowerContext,
): T | undefined {
  for (const item of items.slice(1)) refuse(context, 'SPL1037', item.span, { text: textOf(item) });
  return items[0];
}

/** The one value of a command that takes no more. */
export function onlyValue(args: readonly Arg[], context: LowerContext): ValueText | undefined {
  return onlyOne(valueArgs(args), ({ text }) => text, context);
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

export function searchArg(command: Command): SearchExpr | undefined {
  return command.args.flatMap((arg) => (arg.kind === 'search-arg' ? [arg.expr] : []))[0];
}

/** The one field of a command, and the name of its result: `a as b`, or `a` for both. */
export function renamedField(
  command: Command,
  context: LowerContext,
): { readonly from: string; readonly to: string } | undefined {
  const targets = command.args.flatMap((arg) => {
    if (arg.kind === 'rename') return [{ from: arg.from, to: arg.to, span: arg.span }];
    return arg.kind === 'field-arg' ? [{ from: arg.field, to: arg.field, span: arg.span }] : [];
  });
  const target = onlyOne(targets, ({ from }) => from.name, context);
  if (!target) {
    refuse(context, 'SPL2174', command.span, { command: command.name });
    return undefined;
  }
  return { from: plainName(target.from, context), to: target.to.name };
}
