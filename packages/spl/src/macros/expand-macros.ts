import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { lexSpl } from '../lexer/lex-spl.ts';
import type { Token } from '../lexer/token.ts';
import { diagnosticLimit, searchLimitChars } from '../parser/limits.ts';
import type { Span } from '../source/span.ts';
import { macroCallOf } from './macro-call.ts';
import type { MacroDefinition } from './macro-definition.ts';
import { originOf, type Segment } from './source-map.ts';
import { substituteArguments, unquoted } from './substitute-arguments.ts';
import type { MacroValidator } from './validation.ts';

export interface ExpandOptions {
  /** Takes a macro without arguments whose name ends in `_filter` and that has no definition for `search *`. */
  readonly defaultFilters?: boolean;
  /** Evaluates the validations of definitions. Without it a macro that has one is refused. */
  readonly validate?: MacroValidator;
}

export interface Expansion {
  /** The search without comments and, unless there is an error, without macro calls. */
  readonly text: string;
  /** Spans are offsets of the text as typed. */
  readonly diagnostics: readonly Diagnostic[];
  /** Takes a span of `text` back to the typed text; what a macro gave belongs to the whole outermost call. */
  readonly map: (span: Span) => Span;
}

const nestingLimit = 50;

/** Each call costs at least this much of the length limit, so that calls that expand to nothing are bounded too. */
const costOfCallChars = 100;

/**
 * Replaces macro calls by their definitions, textually and again until none is left (semantics 2.3). Text in double
 * quotes is left alone. The last of several definitions with one name and number of arguments holds. Never throws; a
 * call that cannot be expanded stays as it is and is reported.
 */
export function expandMacros(
  text: string,
  definitions: readonly MacroDefinition[],
  options: ExpandOptions = {},
): Expansion {
  if (!text.includes('`')) return { text, diagnostics: [], map: (span) => span };
  const expander = new Expander(definitions, options);
  const segments: Segment[] = [];
  let out = '';
  for (const token of lexSpl(text.slice(0, searchLimitChars + 1)).tokens) {
    const piece = token.kind === 'macro' ? expander.expand(token, token.span, []) : pieceOf(token);
    const copied = token.kind !== 'macro' && piece === token.text;
    segments.push({ start: out.length, end: out.length + piece.length, origin: token.span, copied });
    out += piece;
  }
  return { text: out, diagnostics: expander.diagnostics, map: (span) => originOf(segments, span) };
}

/** A comment separates what stands around it. One that is not closed stays, for the parser to report. */
function pieceOf({ kind, text }: Token): string {
  const isClosed = kind === 'comment' && text.length >= 6 && text.endsWith('```');
  return isClosed ? ' ' : text;
}

class Expander {
  readonly diagnostics: Diagnostic[] = [];
  private readonly definitions: ReadonlyMap<string, ReadonlyMap<number, MacroDefinition>>;
  private readonly options: ExpandOptions;
  private spentChars = 0;

  constructor(definitions: readonly MacroDefinition[], options: ExpandOptions) {
    const byName = new Map<string, Map<number, MacroDefinition>>();
    for (const definition of definitions) {
      const arities = byName.get(definition.name) ?? new Map<number, MacroDefinition>();
      arities.set(definition.arguments.length, definition);
      byName.set(definition.name, arities);
    }
    this.definitions = byName;
    this.options = options;
  }

  /** What the call in `token` stands for; the call itself after an error, which is reported at `at`. */
  expand(token: Token, at: Span, chain: readonly string[]): string {
    // After the limits are hit no call is expanded any more, so that the work stays bounded.
    if (this.spentChars > searchLimitChars) return token.text;
    // An unclosed call is the parser's to report.
    if (token.text.length < 2 || !token.text.endsWith('`')) return token.text;
    const call = macroCallOf(token.text, at);
    if (!call) {
      this.report(diagnose('SPL2005', at, { call: token.text }));
      return token.text;
    }
    const args = call.args ?? [];
    const definition = this.find(call.name, args.length, at);
    if (!definition) return token.text;
    const key = callName(call.name, args.length);
    if (chain.includes(key)) {
      this.report(diagnose('SPL2003', at, { chain: [...chain.slice(chain.indexOf(key)), key] }));
      return token.text;
    }
    if (chain.length >= nestingLimit) {
      this.report(diagnose('SPL2006', at, { limit: nestingLimit }));
      return token.text;
    }
    if (!this.accepts(definition, args, key, at)) return token.text;
    return this.expandDefinition(definition, args, at, [...chain, key]) ?? token.text;
  }

  /** May the macro be called so? What it may not is reported. */
  private accepts(definition: MacroDefinition, args: readonly string[], call: string, at: Span): boolean {
    if (definition.isEval) {
      this.report(diagnose('SPL3052', at, { call }));
      return false;
    }
    const { validation, errorMessage, arguments: names } = definition;
    if (validation === undefined || validation.trim() === '') return true;
    const values = new Map(names.map((name, i) => [name, unquoted(args[i] ?? '')]));
    const expression = substituteArguments(validation, names, args);
    const verdict = this.options.validate?.(expression, values) ?? { kind: 'unknown' };
    if (verdict.kind === 'valid') return true;
    if (verdict.kind === 'unknown') this.report(diagnose('SPL3053', at, { call, validation }));
    else {
      const reason = verdict.message ?? (errorMessage || `${validation} is not true`);
      this.report(diagnose('SPL2153', at, { call, reason }));
    }
    return false;
  }

  private expandDefinition(
    definition: MacroDefinition,
    args: readonly string[],
    at: Span,
    chain: readonly string[],
  ): string | undefined {
    const text = substituteArguments(definition.definition, definition.arguments, args);
    this.spentChars += costOfCallChars + text.length;
    if (this.spentChars > searchLimitChars) {
      this.report(diagnose('SPL2004', at, { limitChars: searchLimitChars }));
      return undefined;
    }
    return lexSpl(text)
      .tokens.map((token) => (token.kind === 'macro' ? this.expand(token, at, chain) : pieceOf(token)))
      .join('');
  }

  private find(name: string, arity: number, at: Span): MacroDefinition | undefined {
    const arities = this.definitions.get(name);
    const found = arities?.get(arity);
    if (found) return found;
    if (arities) {
      this.report(
        diagnose('SPL2002', at, { name, given: arity, known: [...arities.keys()].sort((a, b) => a - b) }),
      );
      return undefined;
    }
    if (this.options.defaultFilters && arity === 0 && name.endsWith('_filter')) {
      return { name, arguments: [], definition: 'search *' };
    }
    const similar = nearestName(name, this.definitions.keys());
    const call = callName(name, arity);
    this.report(diagnose('SPL2001', at, similar === undefined ? { call } : { call, similar }));
    return undefined;
  }

  private report(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < diagnosticLimit) this.diagnostics.push(diagnostic);
  }
}

/** Splunk's name of a definition: `f` without arguments, else `f(2)`. */
function callName(name: string, arity: number): string {
  return arity === 0 ? name : `${name}(${arity})`;
}
