import type {
  BinaryExpr,
  CallExpr,
  Expr,
  InExpr,
  SearchComparison,
  SearchExpr,
  SearchIn,
} from '../../ast/ast.ts';
import { isNull } from '../../fields/expression-fact.ts';
import { captureWildcards } from '../../lower/wildcard.ts';
import {
  type AbstractValue,
  and,
  anyTruth,
  anything,
  type CompareOp,
  combine,
  compare,
  constant,
  missing,
  not,
  numberOf,
  or,
  type Scalar,
  type Truth,
  union,
} from './abstract-value.ts';
import { neverSent } from './facts/values.ts';
import { fieldOf, type World } from './world.ts';

/** A sort of record with the fields that the stages so far made for it. */
export interface WorldState {
  /** Undefined once rows are groups. */
  readonly world?: World;
  readonly made: ReadonlyMap<string, AbstractValue>;
}

export function valueOfField({ world, made }: WorldState, name: string): AbstractValue {
  return made.get(name) ?? (world ? fieldOf(world, name) : missing);
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

/** What an expression can be in a state. */
export function evaluate(expr: Expr, state: WorldState): AbstractValue {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return constant(expr.value);
    case 'field':
      return isNull(expr) ? missing : valueOfField(state, expr.name);
    case 'binary':
      return evaluateBinary(expr, state);
    case 'call':
      return evaluateCall(expr, state);
    default:
      return anything;
  }
}

function evaluateBinary({ op, left, right }: BinaryExpr, state: WorldState): AbstractValue {
  const apply = Object.hasOwn(arithmetic, op) ? arithmetic[op] : undefined;
  if (!apply) return anything;
  return combine(evaluate(left, state), evaluate(right, state), (a, b) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    return x === undefined || y === undefined ? undefined : apply(x, y);
  });
}

function evaluateCall({ name, args }: CallExpr, state: WorldState): AbstractValue {
  const [first, second, third] = args;
  if (name === 'null') return missing;
  if ((name === 'lower' || name === 'upper') && first) return letterCase(evaluate(first, state), name);
  if (name === 'if' && first && second && third) {
    const { t, f, n } = truthOf(first, state);
    return union([...(t ? [evaluate(second, state)] : []), ...(f || n ? [evaluate(third, state)] : [])]);
  }
  if (name === 'case') return evaluateCase(args, state);
  if (name === 'coalesce') return args.length === 1 && first ? evaluate(first, state) : anything;
  return anything;
}

function letterCase(value: AbstractValue, name: 'lower' | 'upper'): AbstractValue {
  if (value.kind === 'any') return value;
  const change = (each: Scalar): Scalar =>
    typeof each === 'number' ? each : name === 'lower' ? each.toLowerCase() : each.toUpperCase();
  return { ...value, values: value.values.map(change) };
}

function evaluateCase(args: readonly Expr[], state: WorldState): AbstractValue {
  const parts: AbstractValue[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [condition, value] = [args[i], args[i + 1]];
    if (!condition || !value) break;
    const { t, f, n } = truthOf(condition, state);
    if (t) parts.push(evaluate(value, state));
    if (!f && !n) return union(parts);
  }
  return union([...parts, missing]);
}

/** Which outcomes a condition of eval or where can have in a state. */
export function truthOf(expr: Expr, state: WorldState): Truth {
  switch (expr.kind) {
    case 'unary':
      return expr.op === 'NOT' ? not(truthOf(expr.operand, state)) : anyTruth;
    case 'in':
      return truthOfIn(expr, state);
    case 'call':
      return truthOfCall(expr, state);
    case 'binary':
      return truthOfBinary(expr, state);
    default:
      return anyTruth;
  }
}

const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

function truthOfBinary(expr: BinaryExpr, state: WorldState): Truth {
  const { op, left, right } = expr;
  if (op === 'AND') return and(truthOf(left, state), truthOf(right, state));
  if (op === 'OR') return or(truthOf(left, state), truthOf(right, state));
  if (op === 'LIKE') return truthOfPattern(evaluate(left, state), textOf(right), likeMatches);
  if (!comparisons.has(op)) return anyTruth;
  const [a, b] = [evaluate(left, state), evaluate(right, state)];
  const truth = compare(a, b, op as CompareOp);
  if (!areSameOwner(state, a, b)) return truth;
  if (op === '=') return { ...truth, f: false };
  return op === '!=' ? { ...truth, t: false } : truth;
}

/** True when the records are made by the owner of the mailbox, and both sides name who that is. */
function areSameOwner({ world }: WorldState, a: AbstractValue, b: AbstractValue): boolean {
  if (world?.operation?.ownersOnly === undefined || a.kind !== 'any' || b.kind !== 'any') return false;
  const pair = [a.field, b.field];
  return pair.includes('UserId') && pair.includes('MailboxOwnerUPN');
}

function truthOfIn({ operand, list, negated }: InExpr, state: WorldState): Truth {
  const value = evaluate(operand, state);
  const any = list
    .map((item) => compare(value, evaluate(item, state), '='))
    .reduce(or, { t: false, f: true, n: false });
  return negated ? not(any) : any;
}

function textOf(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'string' ? expr.value : undefined;
}

function truthOfCall({ name, args }: CallExpr, state: WorldState): Truth {
  const [first, second] = args;
  if (name === 'true') return { t: true, f: false, n: false };
  if (name === 'false') return { t: false, f: true, n: false };
  if (!first) return anyTruth;
  const value = evaluate(first, state);
  if (name === 'isnull' || name === 'isnotnull') {
    const present = value.kind === 'any' || value.values.length > 0;
    const isNullTruth = { t: value.nullable, f: present, n: false };
    return name === 'isnull' ? isNullTruth : not(isNullTruth);
  }
  if (name === 'like') return truthOfPattern(value, textOf(second), likeMatches);
  if (name === 'match') return truthOfPattern(value, textOf(second), undefined);
  if (name === 'in')
    return args
      .slice(1)
      .map((item) => compare(value, evaluate(item, state), '='))
      .reduce(or, { t: false, f: true, n: false });
  return anyTruth;
}

/** `%` as the wildcard, letter case kept. `_` may be any character and is not followed. */
function likeMatches(pattern: string, text: string): boolean {
  return pattern.includes('_') || captureWildcards(pattern.replaceAll('%', '*'), text) !== null;
}

type Matches = ((pattern: string, text: string) => boolean) | undefined;

function truthOfPattern(value: AbstractValue, pattern: string | undefined, matches: Matches): Truth {
  if (value.kind === 'any') {
    const isSent =
      pattern === undefined || value.field !== 'ClientInfoString' || neverSentBy(pattern) === undefined;
    return { t: isSent, f: true, n: value.nullable };
  }
  if (value.values.length === 0) return { t: false, f: false, n: true };
  if (pattern === undefined || !matches) return { t: true, f: true, n: value.nullable };
  const outcomes = value.values.map((each) => matches(pattern, String(each)));
  return { t: outcomes.includes(true), f: outcomes.includes(false), n: value.nullable };
}

/** The fact that no client sends what a pattern asks for. */
export function neverSentBy(pattern: string): (typeof neverSent)[number] | undefined {
  const literal = pattern.toLowerCase().replaceAll('\\', '');
  return neverSent.find(({ text }) => literal.includes(text));
}

/** Which outcomes a search expression can have in a state. Terms on the raw text can be anything. */
export function truthOfSearch(expr: SearchExpr, state: WorldState): Truth {
  switch (expr.kind) {
    case 'search-and':
      return expr.terms.map((term) => truthOfSearch(term, state)).reduce(and);
    case 'search-or':
      return expr.terms.map((term) => truthOfSearch(term, state)).reduce(or);
    case 'search-not':
      return not(presentOnly(truthOfSearch(expr.term, state)));
    case 'search-comparison':
      return truthOfComparison(expr, state);
    case 'search-in':
      return truthOfSearchIn(expr, state);
    default:
      return anyTruth;
  }
}

/** In a search a missing field makes a comparison false. */
function presentOnly({ t, f, n }: Truth): Truth {
  return { t, f: f || n, n: false };
}

function truthOfComparison({ field, op, value }: SearchComparison, state: WorldState): Truth {
  if (value.embedded || field.name.includes('*')) return anyTruth;
  return presentOnly(searchCompare(valueOfField(state, field.name), value.text, op));
}

function truthOfSearchIn({ field, values }: SearchIn, state: WorldState): Truth {
  const value = valueOfField(state, field.name);
  return values
    .map((item) => (item.kind === 'macro' ? anyTruth : presentOnly(searchCompare(value, item.text, '='))))
    .reduce(or, { t: false, f: true, n: false });
}

/** Without regard to letter case, `*` as the wildcard. */
export function searchCompare(value: AbstractValue, text: string, op: CompareOp): Truth {
  if (op !== '=' && op !== '!=') return compare(value, constant(text), op);
  const equal = searchEquals(value, text);
  return op === '=' ? equal : { t: equal.f, f: equal.t, n: equal.n };
}

function searchEquals(value: AbstractValue, text: string): Truth {
  const wanted = text.toLowerCase();
  if (value.kind === 'any') {
    const isSent = value.field !== 'ClientInfoString' || neverSentBy(text) === undefined;
    const isPossible = isSent && (text.includes('*') || value.isExcluded?.(text) !== true);
    return { t: isPossible, f: text !== '*', n: value.nullable };
  }
  const outcomes = value.values.map((each) => captureWildcards(wanted, String(each).toLowerCase()) !== null);
  return { t: outcomes.includes(true), f: outcomes.includes(false), n: value.nullable };
}
