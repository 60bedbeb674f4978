import type { Span } from '../source/span.ts';

/**
 * The syntax tree of a search. Plain JSON-safe data. Every node has a `kind` and a `span`.
 * A command is its name and a flat list of arguments drawn from a small set of argument kinds, so that printing,
 * walking and the next command need no new node types.
 */
export interface Pipeline {
  readonly kind: 'pipeline';
  /** True when the text begins with `|` (a generating command comes first) or holds no implied `search`. */
  readonly generating: boolean;
  readonly commands: readonly Stage[];
  readonly span: Span;
}

/** One stage: a command, or a macro call that stands for whole stages. */
export type Stage = Command | MacroCall;

export interface Command {
  readonly kind: 'command';
  /** Lower case, the canonical name (`bucket` stays `bucket`; aliases are resolved by the registry). */
  readonly name: string;
  readonly nameSpan: Span;
  /** True for the first stage of an event search, where the word `search` is not written. */
  readonly implied: boolean;
  readonly args: readonly Arg[];
  readonly span: Span;
}

/** `` `name(args)` `` that has not been expanded. Stands for a stage, a search term, an expression or an argument. */
export interface MacroCall {
  readonly kind: 'macro';
  readonly name: string;
  /** Argument texts as written, quotes kept. Undefined when the call has no parentheses. */
  readonly args?: readonly string[];
  readonly span: Span;
}

export type Arg =
  | SearchArg
  | AssignmentArg
  | ExprArg
  | AggregateArg
  | FieldArg
  | RenameArg
  | SortKeyArg
  | OptionArg
  | KeywordArg
  | ValueArg
  | SubsearchArg
  | MacroCall;

/** A search expression: `search`, first stage, `tstats where`, `inputlookup where`. */
export interface SearchArg {
  readonly kind: 'search-arg';
  readonly expr: SearchExpr;
  readonly span: Span;
}

/** `target=expr` of eval, fieldformat. A dynamic target (`{f}`, `v_{f}`) keeps its text in `target.name`. */
export interface AssignmentArg {
  readonly kind: 'assignment';
  readonly target: FieldName;
  readonly expr: Expr;
  readonly span: Span;
}

/** A bare eval expression: where, `head (expr)`, `reset_after=(expr)` is an OptionArg with `expr`. */
export interface ExprArg {
  readonly kind: 'expr-arg';
  readonly expr: Expr;
  readonly span: Span;
}

/** `fn(arg) as name`, also `fn(field) as name` of convert. */
export interface AggregateArg {
  readonly kind: 'aggregate';
  /** As written, lower case (`dc`, `distinct_count`, `perc95`, `c`). */
  readonly fn: string;
  /** Undefined for a bare `count` and `count()`. A FieldName may hold `*`. */
  readonly arg?: FieldName | EvalArg;
  readonly as?: FieldName;
  /** The call as written without `as` (`sum(bytes)`), the default output name. */
  readonly text: string;
  readonly span: Span;
}

/** `eval(expr)` inside an aggregate. */
export interface EvalArg {
  readonly kind: 'eval-arg';
  readonly expr: Expr;
  readonly span: Span;
}

/** A field name or wildcard pattern in a field list. `quote` is kept for the printer. */
export interface FieldName {
  readonly kind: 'field-name';
  readonly name: string;
  readonly quote: 'none' | 'double' | 'single';
  readonly span: Span;
}

export interface FieldArg {
  readonly kind: 'field-arg';
  readonly field: FieldName;
  readonly span: Span;
}

/** `a as b` of rename, lookup, join aliases. */
export interface RenameArg {
  readonly kind: 'rename';
  readonly from: FieldName;
  readonly to: FieldName;
  readonly span: Span;
}

/** A key of sort: `-a`, `+num(a)`, `a`. `spaced` is true when a blank stood between sign and name. */
export interface SortKeyArg {
  readonly kind: 'sort-key';
  readonly sign: '' | '+' | '-';
  readonly spaced: boolean;
  readonly cast: '' | 'num' | 'str' | 'ip' | 'auto';
  readonly field: FieldName;
  readonly span: Span;
}

/**
 * `name=value`. `expr` is set instead of `value` where the option takes an eval expression in parentheses; the text of
 * `value` is then what stands before them, nothing or `eval`.
 */
export interface OptionArg {
  readonly kind: 'option';
  /** Lower case. */
  readonly name: string;
  /** The name as written, where that is not lower case: commands such as `setfields` take names of their own. */
  readonly written?: string;
  readonly value: ValueText;
  readonly expr?: Expr;
  /** Set instead of `value` for a search expression in parentheses: `transaction startswith=(EventCode=1)`. */
  readonly search?: SearchExpr;
  readonly span: Span;
}

export interface ValueText {
  readonly kind: 'value';
  /** Unescaped text. For an `embedded` macro the call as written, for an `embedded` subsearch empty. */
  readonly text: string;
  readonly quoted: boolean;
  /** What the value stands for when it is not literal text: an unexpanded macro, or a subsearch (`earliest=[...]`). */
  readonly embedded?: MacroCall | SubsearchArg;
  readonly span: Span;
}

/** A word with a meaning of its own: `by`, `over`, `output`, `outputnew`, `with`, `in`, `where`, `from`, `+`, `-`, `desc`. */
export interface KeywordArg {
  readonly kind: 'keyword';
  /** Lower case. */
  readonly word: string;
  readonly span: Span;
}

/** A bare or quoted value: the pattern of rex, the count of head, a lookup name. */
export interface ValueArg {
  readonly kind: 'value-arg';
  readonly value: ValueText;
  readonly span: Span;
}

export interface SubsearchArg {
  readonly kind: 'subsearch';
  readonly pipeline: Pipeline;
  readonly span: Span;
}

// ---------------------------------------------------------------- search expressions

export type SearchExpr =
  | SearchAnd
  | SearchOr
  | SearchNot
  | SearchComparison
  | SearchIn
  | SearchTerm
  | SubsearchArg
  | MacroCall;

/** Two or more terms; in search OR binds tighter than AND (semantics 3.2). */
export interface SearchAnd {
  readonly kind: 'search-and';
  readonly terms: readonly SearchExpr[];
  readonly span: Span;
}

export interface SearchOr {
  readonly kind: 'search-or';
  readonly terms: readonly SearchExpr[];
  readonly span: Span;
}

export interface SearchNot {
  readonly kind: 'search-not';
  readonly term: SearchExpr;
  readonly span: Span;
}

export type ComparisonOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** `field op value`. `==` is read as `=`. Time modifiers (`earliest=-1d`) are comparisons of those names. */
export interface SearchComparison {
  readonly kind: 'search-comparison';
  readonly field: FieldName;
  readonly op: ComparisonOp;
  readonly value: ValueText;
  readonly span: Span;
}

export interface SearchIn {
  readonly kind: 'search-in';
  readonly field: FieldName;
  readonly values: readonly (ValueText | MacroCall)[];
  readonly span: Span;
}

/** A term on the raw text: `failed`, `fail*`, `"a phrase"`, `TERM(x)`, `CASE(x)`; `*` alone matches every row. */
export interface SearchTerm {
  readonly kind: 'search-term';
  readonly match: 'keyword' | 'phrase' | 'term' | 'case';
  readonly text: string;
  readonly span: Span;
}

// ---------------------------------------------------------------- eval expressions

export type Expr =
  | NumberLiteral
  | StringLiteral
  | FieldRef
  | UnaryExpr
  | BinaryExpr
  | InExpr
  | CallExpr
  | SubsearchArg
  | MacroCall;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  readonly span: Span;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}

export interface FieldRef {
  readonly kind: 'field';
  readonly name: string;
  /** True when written in single quotes. */
  readonly quoted: boolean;
  readonly span: Span;
}

export interface UnaryExpr {
  readonly kind: 'unary';
  readonly op: '-' | '+' | 'NOT';
  readonly operand: Expr;
  readonly span: Span;
}

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '.'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'AND'
  | 'OR'
  | 'XOR';

/** `==` is read as `=`. */
export interface BinaryExpr {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly span: Span;
}

/** `x IN (a, b)`, `x NOT IN (a, b)`. */
export interface InExpr {
  readonly kind: 'in';
  readonly operand: Expr;
  readonly negated: boolean;
  readonly list: readonly Expr[];
  readonly span: Span;
}

export interface CallExpr {
  readonly kind: 'call';
  /** Lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expr[];
  readonly span: Span;
}
