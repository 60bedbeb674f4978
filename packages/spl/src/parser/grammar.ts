import type { Arg } from '../ast/ast.ts';

/** What stands, again and again, in a list of arguments. */
export type Positional =
  | 'field'
  /** `a` or `a as b`. */
  | 'field-or-rename'
  /** `a as b`. */
  | 'rename'
  /** `fn(x) as y`, `count`. */
  | 'aggregate'
  /** `a`, `num(a)`. */
  | 'typed-field'
  /** `-a`, `num(a)`, and a closing `desc`. */
  | 'sort-key'
  | 'value'
  /** `a`, `alias=a`, `$a`. */
  | 'return-item';

/** A stretch of arguments that follow the same rule. `name=value`, macro calls and subsearches may stand in every list. */
export type Section =
  | ListSection
  /** A search expression up to one of the command's keywords or one of these options. */
  | { readonly kind: 'search'; readonly untilOptions: readonly string[] }
  | { readonly kind: 'expression' }
  | { readonly kind: 'assignments' }
  /** `5`, `limit=5`, `(expr)`. */
  | { readonly kind: 'count-or-expression' }
  /** `"re"`, `field="re"`, `field!="re"`. */
  | { readonly kind: 'field-pattern' };

export interface ListSection {
  readonly kind: 'list';
  readonly positional: Positional;
  /** What may stand once before the list: a row count, `+` or `-`, or a name that is no field. */
  readonly lead?: 'count' | 'sign' | 'value';
  /** Words that are keywords inside the list, without changing the rule. */
  readonly words?: readonly string[];
  /** Options whose value in parentheses is an eval expression. */
  readonly expressionOptions?: readonly string[];
  /** Options whose value is a search expression in parentheses, or `eval(...)`. */
  readonly searchOptions?: readonly string[];
}

/** The argument grammar of a command: how it begins, and the rule that each keyword switches to. */
export interface CommandSyntax {
  readonly start: Section;
  readonly keywords: Readonly<Record<string, Section>>;
  /** Argument kinds of which one must be present, and how a message calls them. */
  readonly needs?: { readonly kinds: readonly Arg['kind'][]; readonly say: string };
}

export function list(
  positional: Positional,
  more: Omit<ListSection, 'kind' | 'positional'> = {},
): ListSection {
  return { kind: 'list', positional, ...more };
}

export function search(...untilOptions: readonly string[]): Section {
  return { kind: 'search', untilOptions };
}

export function syntax(
  start: Section,
  keywords: Readonly<Record<string, Section>> = {},
  needs?: CommandSyntax['needs'],
): CommandSyntax {
  return needs ? { start, keywords, needs } : { start, keywords };
}

export function needing(say: string, ...kinds: readonly Arg['kind'][]): NonNullable<CommandSyntax['needs']> {
  return { kinds, say };
}
