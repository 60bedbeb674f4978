import type { SearchComparison, SearchExpr, SearchIn, SearchTerm, ValueText } from '../ast/ast.ts';
import { booleanLiteral, call, looksNumeric, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { parseTimeModifier, resolveTime } from '../time/time-modifier.ts';
import type { LowerContext } from './context.ts';
import { refuse } from './context.ts';
import { compare, toText } from './eval/coerce.ts';
import { hasWildcard } from './wildcard.ts';

/** What a search expression needs from its surroundings. */
export interface SearchScope {
  readonly context: LowerContext;
  resolve(name: string): PlanExpr;
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
    case 'search-and':
      return foldTerms('and', expr.terms, scope);
    case 'search-or':
      return foldTerms('or', expr.terms, scope);
    case 'search-not':
      return call('isNotTrue', 'boolean', lowerSearch(expr.term, scope));
    case 'search-comparison':
      return lowerComparison(expr, scope);
    case 'search-in':
      return lowerIn(expr, scope);
    case 'search-term':
      return lowerTerm(expr, scope);
    case 'subsearch':
      return refuse(scope.context, 'SPL3002', expr.span, 'a subsearch is not supported here yet');
    case 'macro':
      return refuse(scope.context, 'SPL2001', expr.span, `unknown macro "${expr.name}"`);
  }
}

function foldTerms(fn: 'and' | 'or', terms: readonly SearchExpr[], scope: SearchScope): PlanExpr {
  const lowered = terms.map((term) => lowerSearch(term, scope));
  return lowered.reduce((left, right) => call(fn, 'boolean', left, right));
}

function lowerComparison(expr: SearchComparison, scope: SearchScope): PlanExpr {
  const name = expr.field.name;
  if (timeModifiers.has(name)) return lowerTime(expr, scope);
  if (!hasWildcard(name)) return compareField(scope.resolve(name), expr.op, expr.value, scope);
  const names = scope.matchNames(name);
  const each = names.map((found) => compareField(scope.resolve(found), expr.op, expr.value, scope));
  return each.reduce((left, right) => call('or', 'boolean', left, right), booleanLiteral(false));
}

function lowerTime(expr: SearchComparison, scope: SearchScope): PlanExpr {
  const parsed = parseTimeModifier(expr.value.text);
  if (!parsed.ok) return refuse(scope.context, 'SPL1020', expr.value.span, parsed.message, parsed.hint);
  const at: PlanExpr = {
    op: 'literal',
    value: resolveTime(parsed.modifier, scope.context.options.now),
    type: 'number',
  };
  const field = scope.resolve(expr.field.name.startsWith('_index') ? '_indextime' : '_time');
  return compare(expr.field.name.endsWith('latest') ? '<' : '>=', field, at);
}

function lowerIn(expr: SearchIn, scope: SearchScope): PlanExpr {
  const field = scope.resolve(expr.field.name);
  const each = expr.values.map((value) =>
    value.kind === 'macro'
      ? refuse(scope.context, 'SPL2001', value.span, `unknown macro "${value.name}"`)
      : compareField(field, '=', value, scope),
  );
  return each.reduce((left, right) => call('or', 'boolean', left, right), booleanLiteral(false));
}

function compareField(
  field: PlanExpr,
  op: SearchComparison['op'],
  value: ValueText,
  scope: SearchScope,
): PlanExpr {
  if (field.type === 'null') return booleanLiteral(false);
  if (value.text === '*' && (op === '=' || op === '!=')) {
    return op === '=' ? call('isNotNull', 'boolean', field) : booleanLiteral(false);
  }
  if (field.type !== 'multivalue') return compareScalar(field, op, value.text);
  const param = scope.context.freshId();
  const body = compareScalar({ op: 'column', id: param, type: 'dynamic' }, op, value.text);
  return call('list.any', 'boolean', field, { op: 'lambda', param, body, type: 'boolean' });
}

function compareScalar(field: PlanExpr, op: SearchComparison['op'], value: string): PlanExpr {
  if (op === '=') return equalsText(field, value);
  if (op === '!=') return call('not', 'boolean', equalsText(field, value));
  const literal: PlanExpr = looksNumeric(value)
    ? { op: 'literal', value: Number(value), type: 'number' }
    : stringLiteral(value);
  return compare(op, literal.type === 'number' ? field : toText(field), literal);
}

/** NULL for a missing field. A value in CIDR notation also matches the addresses of that subnet. */
function equalsText(field: PlanExpr, value: string): PlanExpr {
  const text = call('lower', 'dynamic', toText(field));
  const wanted = value.toLowerCase();
  if (hasWildcard(value))
    return call('text.wildcard', 'boolean', text, { op: 'literal', value: wanted, type: 'text' });
  const same = call('text.equal', 'boolean', text, { op: 'literal', value: wanted, type: 'text' });
  if (!/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(value)) return same;
  const block: PlanExpr = { op: 'literal', value, type: 'text' };
  return call('or', 'boolean', same, call('cidrmatch', 'boolean', block, toText(field)));
}

/**
 * Terms on the raw text match by segments: the text must be bounded by breakers on both sides.
 * Source: Search Manual, Event segmentation and searching; Use CASE() and TERM() to match phrases.
 */
function lowerTerm(term: SearchTerm, scope: SearchScope): PlanExpr {
  if (term.match === 'keyword' && /^\*+$/.test(term.text)) return booleanLiteral(true);
  const raw = scope.resolve('_raw');
  if (raw.type === 'null') return booleanLiteral(false);
  const pattern: PlanExpr = { op: 'literal', value: termPattern(term), type: 'text' };
  return call('regex.matches', 'boolean', toText(raw), pattern);
}

const majorBreakers = '\\s\\[\\]<>(){}|!;,\'"&?+';
const minorBreakers = '/:=@.\\-$#%\\\\_';

/** An RE2 pattern for a term: letter case ignored but for CASE(), bounded by breakers, `*` inside is any run without a major breaker. */
export function termPattern(term: SearchTerm): string {
  const breakers = term.match === 'term' ? majorBreakers : majorBreakers + minorBreakers;
  const fold = term.match === 'case' ? '(?s)' : '(?is)';
  const inner = term.match === 'phrase' ? '.*?' : `[^${majorBreakers}]*`;
  const text = term.text;
  const body = text
    .replace(/^\*+|\*+$/g, '')
    .split(/\*+/)
    .map((part) => part.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&'))
    .join(inner);
  const before = text.startsWith('*') || /^[^\p{L}\p{N}]/u.test(text) ? '' : `(?:^|[${breakers}])`;
  const after = text.endsWith('*') || /[^\p{L}\p{N}]$/u.test(text) ? '' : `(?:$|[${breakers}])`;
  return `${fold}${before}${body}${after}`;
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
