import type {
  ComparisonOp,
  MacroCall,
  SearchComparison,
  SearchExpr,
  SearchIn,
  SearchTerm,
  SubsearchArg,
  ValueText,
} from '../ast/ast.ts';
import { diagnose } from '../diagnostics/catalogue.ts';
import { parseCidr } from '../plan/cidr.ts';
import {
  booleanLiteral,
  call,
  nullLiteral,
  numberLiteral,
  type PlanExpr,
  stringLiteral,
} from '../plan/expr.ts';
import { parseFormatted } from '../time/parse-formatted.ts';
import { parseTimeModifier, resolveTime, type TimeModifierResult } from '../time/time-modifier.ts';
import { type LowerContext, refuse, type TimeRange } from './context.ts';
import { compare, toText } from './eval/coerce.ts';
import { termPattern } from './term-pattern.ts';
import { hasWildcard } from './wildcard.ts';

/** What a search expression needs from its surroundings. */
export interface SearchScope {
  readonly context: LowerContext;
  resolve(name: string): PlanExpr;
  /** The format of `earliest` and `latest` in the same list of terms (`timeformat=`). */
  readonly timeFormat?: string;
  /** Field names that a wildcard on the left side selects. */
  matchNames(pattern: string): readonly string[];
}

const timeModifiers: ReadonlySet<string> = new Set([
  'earliest',
  'latest',
  '_index_earliest',
  '_index_latest',
]);

/**
 * A search expression as a predicate. Values are literals compared without regard to letter case, `*` is a wildcard,
 * OR is already bound tighter than AND by the parser. Unlike eval, search has two truth values: what is not true is
 * false, so `NOT` also keeps rows without the field. Source: Search Reference, search; Search Manual, Boolean expressions.
 */
export function lowerSearch(expr: SearchExpr, scope: SearchScope): PlanExpr {
  switch (expr.kind) {
    case 'search-and': {
      const format = timeFormatOf(expr.terms);
      if (!format) return foldTerms('and', expr.terms, scope);
      const others = expr.terms.filter((term) => term !== format);
      return foldTerms('and', others, { ...scope, timeFormat: format.value.text });
    }
    case 'search-or':
      return lowerOr(expr.terms, scope);
    case 'search-not':
      return call('isNotTrue', 'boolean', lowerSearch(expr.term, scope));
    case 'search-comparison':
      return lowerComparison(expr, scope);
    case 'search-in':
      return lowerIn(expr, scope);
    case 'search-term':
      return lowerTerm(expr, scope);
    case 'subsearch':
      return lowerUnknown(expr, scope);
    case 'macro':
      return unknownMacro(expr, scope);
  }
}

/** `timeformat=` beside `earliest` or `latest` is no condition: it says how they are written. */
function timeFormatOf(terms: readonly SearchExpr[]): SearchComparison | undefined {
  const named = (names: readonly string[]): SearchComparison | undefined =>
    terms.find(
      (term): term is SearchComparison =>
        term.kind === 'search-comparison' && term.op === '=' && names.includes(term.field.name),
    );
  return named([...timeModifiers]) ? named(['timeformat']) : undefined;
}

/** The point in time that a modifier names; one that is not in the format of its own may still be relative. */
function parseTime(text: string, format: string | undefined): TimeModifierResult {
  const epochSeconds = format === undefined ? undefined : parseFormatted(text, format);
  if (epochSeconds !== undefined) return { ok: true, modifier: { kind: 'absolute', epochSeconds } };
  return parseTimeModifier(text);
}

function foldTerms(fn: 'and' | 'or', terms: readonly SearchExpr[], scope: SearchScope): PlanExpr {
  return call(fn, 'boolean', ...terms.map((term) => lowerSearch(term, scope)));
}

/** Many alternatives for one field, as a subsearch gives them, are looked up in a list and not tried one by one. */
function lowerOr(terms: readonly SearchExpr[], scope: SearchScope): PlanExpr {
  if (terms.length < manyValues) return foldTerms('or', terms, scope);
  const byField = new Map<string, string[]>();
  const others = terms.filter((term) => {
    if (term.kind !== 'search-comparison' || term.op !== '=' || !isPlainValue(term.value)) return true;
    const { name } = term.field;
    if (hasWildcard(name) || timeModifiers.has(name)) return true;
    const known = byField.get(name) ?? [];
    known.push(term.value.text);
    byField.set(name, known);
    return false;
  });
  const listed = [...byField].map(([name, values]) => equalsAny(scope.resolve(name), values, scope));
  return call('or', 'boolean', ...listed, ...others.map((term) => lowerSearch(term, scope)));
}

/** So few are as well compared one by one. */
const manyValues = 16;

/** A text that is compared as it is: no wildcard, no subnet. */
function isPlainValue({ text, embedded }: ValueText): boolean {
  return embedded === undefined && !hasWildcard(text) && !parseCidr(text);
}

function equalsAny(field: PlanExpr, values: readonly string[], { context }: SearchScope): PlanExpr {
  if (field.type === 'null') return booleanLiteral(false);
  const wanted = [...new Set(values.map((value) => value.toLowerCase()))].map(
    (value): PlanExpr => ({ op: 'literal', value, type: 'text' }),
  );
  const isOne = (text: PlanExpr): PlanExpr =>
    call('text.in', 'boolean', call('lower', 'dynamic', toText(text)), ...wanted);
  if (field.type !== 'multivalue') return isOne(field);
  const param = context.freshId();
  const body = isOne({ op: 'column', id: param, type: 'dynamic' });
  return call('list.any', 'boolean', field, { op: 'lambda', param, body, type: 'boolean' });
}

function anyOf(conditions: readonly PlanExpr[]): PlanExpr {
  return conditions.length === 0 ? booleanLiteral(false) : call('or', 'boolean', ...conditions);
}

function lowerComparison(expr: SearchComparison, scope: SearchScope): PlanExpr {
  const { field, op, value } = expr;
  if (value.embedded?.kind === 'subsearch') return lowerUnknown(value.embedded, scope);
  if (timeModifiers.has(field.name) && op === '=') return lowerTime(expr, scope);
  if (!hasWildcard(field.name)) return compareField(field.name, op, value, scope);
  return anyOf(scope.matchNames(field.name).map((name) => compareField(name, op, value, scope)));
}

function lowerTime(expr: SearchComparison, scope: SearchScope): PlanExpr {
  const parsed = parseTime(expr.value.text, scope.timeFormat);
  if (!parsed.ok) {
    const { message, hint } = parsed;
    return refuse(scope.context, 'SPL1020', expr.value.span, { message, hint });
  }
  const at = numberLiteral(resolveTime(parsed.modifier, scope.context.options.now));
  const field = scope.resolve(expr.field.name.startsWith('_index') ? '_indextime' : '_time');
  return compare(expr.field.name.endsWith('latest') ? '<' : '>=', field, at);
}

function lowerIn(expr: SearchIn, scope: SearchScope): PlanExpr {
  const plain = expr.values.flatMap((value) =>
    value.kind === 'value' && isPlainValue(value) ? [value.text] : [],
  );
  if (plain.length >= manyValues && plain.length === expr.values.length && !hasWildcard(expr.field.name))
    return equalsAny(scope.resolve(expr.field.name), plain, scope);
  return anyOf(
    expr.values.map((value) => {
      if (value.kind === 'macro') return unknownMacro(value, scope);
      if (value.embedded?.kind === 'subsearch') return lowerUnknown(value.embedded, scope);
      return compareField(expr.field.name, '=', value, scope);
    }),
  );
}

/** A subsearch whose result is not known yet: a condition that nothing can be concluded from. */
function lowerUnknown(subsearch: SubsearchArg, { context }: SearchScope): PlanExpr {
  if (!context.options.pending?.includes(subsearch)) return refuse(context, 'SPL3002', subsearch.span, {});
  return call('number.ge', 'boolean', call('number.random', 'number'), numberLiteral(0));
}

function unknownMacro({ name, span }: MacroCall, scope: SearchScope): PlanExpr {
  scope.context.report(diagnose('SPL2001', span, { call: name }));
  return nullLiteral;
}

function compareField(name: string, op: ComparisonOp, value: ValueText, scope: SearchScope): PlanExpr {
  const field = scope.resolve(name);
  if (field.type === 'null') return booleanLiteral(false);
  // Indexes whose names begin with `_` are internal: a wildcard reaches them only when it begins so too.
  const outer = name === 'index' && op === '=' && hasWildcard(value.text) && !value.text.startsWith('_');
  const found = compareValues(field, op, value.text, scope);
  return outer ? call('and', 'boolean', found, compareScalar(field, '!=', '_*')) : found;
}

function compareValues(field: PlanExpr, op: ComparisonOp, value: string, scope: SearchScope): PlanExpr {
  if (value === '*' && op === '=') return call('isNotNull', 'boolean', field);
  if (value === '*' && op === '!=') return booleanLiteral(false);
  if (field.type !== 'multivalue') return compareScalar(field, op, value);
  const param = scope.context.freshId();
  const body = compareScalar({ op: 'column', id: param, type: 'dynamic' }, op, value);
  return call('list.any', 'boolean', field, { op: 'lambda', param, body, type: 'boolean' });
}

function compareScalar(field: PlanExpr, op: ComparisonOp, value: string): PlanExpr {
  if (op === '=') return equalsText(field, value);
  if (op === '!=') return call('not', 'boolean', equalsText(field, value));
  return compare(op, field, stringLiteral(value));
}

/** NULL for a missing field only. A value in CIDR notation also matches the addresses of that subnet. */
function equalsText(field: PlanExpr, value: string): PlanExpr {
  const text = call('lower', 'dynamic', toText(field));
  const wanted: PlanExpr = { op: 'literal', value: value.toLowerCase(), type: 'text' };
  if (hasWildcard(value)) return call('text.wildcard', 'boolean', text, wanted);
  const same = call('text.equal', 'boolean', text, wanted);
  if (!parseCidr(value)) return same;
  const block: PlanExpr = { op: 'literal', value, type: 'text' };
  const inside = call('cidrmatch', 'boolean', block, toText(field));
  // What is no address is in no subnet, and not unknown: `!=` must keep it.
  return call('or', 'boolean', same, call('isTrue', 'boolean', inside));
}

/** A term on the raw text; rows without one, as after `stats`, have no terms. */
function lowerTerm(term: SearchTerm, scope: SearchScope): PlanExpr {
  const isAnything = (term.match === 'keyword' || term.match === 'phrase') && /^\*+$/.test(term.text);
  if (isAnything) return booleanLiteral(true);
  const raw = scope.resolve('_raw');
  if (raw.type === 'null') return booleanLiteral(false);
  const pattern: PlanExpr = { op: 'literal', value: termPattern(term), type: 'text' };
  return call('regex.matches', 'boolean', toText(raw), pattern);
}

/** Does the expression set a time range of its own? Then the time picker does not hold for it. */
export function setsTimeRange(expr: SearchExpr): boolean {
  switch (expr.kind) {
    case 'search-and':
    case 'search-or':
      return expr.terms.some(setsTimeRange);
    case 'search-not':
      return setsTimeRange(expr.term);
    case 'search-comparison':
      return expr.field.name === 'earliest' || expr.field.name === 'latest';
    case 'search-in':
    case 'search-term':
    case 'subsearch':
    case 'macro':
      return false;
  }
}

/** The time range that an expression names for all of its rows; from an `earliest` alone it reaches to now. */
export function searchedRange(expr: SearchExpr, now: number): TimeRange {
  const terms = expr.kind === 'search-and' ? expr.terms : [expr];
  const format = timeFormatOf(terms)?.value.text;
  const at = (name: string): number | null => {
    const term = terms.find(
      (each): each is SearchComparison => each.kind === 'search-comparison' && each.field.name === name,
    );
    const parsed = term && term.op === '=' ? parseTime(term.value.text, format) : undefined;
    return parsed?.ok ? resolveTime(parsed.modifier, now) : null;
  };
  const earliest = at('earliest');
  return { earliest, latest: at('latest') ?? (earliest === null ? null : now) };
}
