import { parseCidr } from './cidr.ts';
import { booleanLiteral, type LiteralExpr, numberLiteral, type PlanExpr, stringLiteral } from './expr.ts';
import { isStrict } from './strict.ts';

/**
 * Constant folding: what can be computed before any event is read is computed, by the very rules of the primitives. Only
 * what both back ends compute exactly so is folded; the rest stays, save what `more` folds.
 */
export function foldExpr(expr: PlanExpr, more: Readonly<Record<string, Fold>> = {}): PlanExpr {
  const inner = (part: PlanExpr): PlanExpr => foldExpr(part, more);
  switch (expr.op) {
    case 'column':
    case 'literal':
      return expr;
    case 'lambda':
      return { ...expr, body: inner(expr.body) };
    case 'case':
      return foldCase({
        ...expr,
        branches: expr.branches.map(({ when, then }) => ({ when: inner(when), then: inner(then) })),
        otherwise: inner(expr.otherwise),
      });
    case 'call': {
      const folded = { ...expr, args: expr.args.map(inner) };
      if (isStrict(expr.fn) && folded.args.some((arg) => arg.op === 'literal' && arg.value === null))
        return { op: 'literal', value: null, type: expr.type };
      return (folds[expr.fn] ?? more[expr.fn])?.(folded.args) ?? folded;
    }
  }
}

/** Branches that never hold go; one that always holds is the last. */
function foldCase(expr: PlanExpr & { readonly op: 'case' }): PlanExpr {
  const branches = expr.branches.filter(({ when }) => !isFalseOrNull(when));
  const always = branches.findIndex(({ when }) => isValue(when, true));
  const kept = always < 0 ? branches : branches.slice(0, always);
  const otherwise = branches[always]?.then ?? expr.otherwise;
  if (kept.length > 0) return { ...expr, branches: kept, otherwise };
  // A literal of a narrower type would change that of the column.
  return otherwise.type === expr.type ? otherwise : expr;
}

/** The value of a call of a primitive where its arguments tell it; else null. */
export type Fold = (args: readonly PlanExpr[]) => PlanExpr | null;

const folds: Readonly<Record<string, Fold>> = {
  and: (args) => connective(args, 'and'),
  or: (args) => connective(args, 'or'),
  not: ([arg]) =>
    arg && typeof literalOf(arg) === 'boolean' ? booleanLiteral(literalOf(arg) === false) : null,
  isNull: ([arg]) => (arg?.op === 'literal' ? booleanLiteral(arg.value === null) : null),
  isNotNull: ([arg]) => (arg?.op === 'literal' ? booleanLiteral(arg.value !== null) : null),
  isTrue: ([arg]) => (arg?.op === 'literal' ? booleanLiteral(arg.value === true) : null),
  isNotTrue: ([arg]) => (arg?.op === 'literal' ? booleanLiteral(arg.value !== true) : null),
  'number.add': numbers((a, b) => a + b),
  'number.subtract': numbers((a, b) => a - b),
  'number.multiply': numbers((a, b) => a * b),
  'number.divide': numbers((a, b) => (b === 0 ? Number.NaN : a / b)),
  'number.negate': ([arg]) =>
    finite(arg && typeof literalOf(arg) === 'number' ? -Number(literalOf(arg)) : Number.NaN),
  'number.eq': comparison((a, b) => a === b),
  'number.ne': comparison((a, b) => a !== b),
  'number.lt': comparison((a, b) => a < b),
  'number.le': comparison((a, b) => a <= b),
  'number.gt': comparison((a, b) => a > b),
  'number.ge': comparison((a, b) => a >= b),
  'text.equal': texts((a, b) => booleanLiteral(a === b)),
  'text.unequal': texts((a, b) => booleanLiteral(a !== b)),
  'text.concat': (args) => {
    const parts = args.map(literalOf);
    return parts.every((part) => typeof part === 'string') ? stringLiteral(parts.join('')) : null;
  },
  lower: asciiOnly((text) => text.toLowerCase()),
  upper: asciiOnly((text) => text.toUpperCase()),
};

/** AND and OR of three values: one operand may decide, and one that changes nothing goes. */
function connective(args: readonly PlanExpr[], fn: 'and' | 'or'): PlanExpr | null {
  const decides = fn === 'or';
  if (args.some((arg) => isValue(arg, decides))) return booleanLiteral(decides);
  const changing = args.filter((arg) => !isValue(arg, !decides));
  const rest = fn === 'or' ? mergeBlocks(changing) : changing;
  if (rest.length === args.length) return null;
  const [only] = rest;
  if (only === undefined) return booleanLiteral(!decides);
  return rest.length === 1 ? only : { op: 'call', fn, args: rest, type: 'boolean' };
}

/**
 * The operands of an OR, with the blocks in which one address is looked for as one list: its text is then read once. Whether
 * a text is an address at all is the same question for each of them, so the three values stay the same.
 */
function mergeBlocks(args: readonly PlanExpr[]): readonly PlanExpr[] {
  const merged: PlanExpr[] = [];
  const lists = new Map<
    string,
    { readonly at: number; readonly address: PlanExpr; readonly blocks: string[] }
  >();
  const operands = args.flatMap((arg) => (arg.op === 'call' && arg.fn === 'or' ? arg.args : [arg]));
  for (const arg of operands) {
    const [block, address] = arg.op === 'call' && arg.fn === 'cidrmatch' ? arg.args : [];
    const blocks = block?.op === 'literal' ? blocksOf(block.value) : null;
    if (!address || blocks === null) {
      merged.push(arg);
      continue;
    }
    const key = JSON.stringify(address);
    const known = lists.get(key);
    if (known) known.blocks.push(...blocks);
    else {
      lists.set(key, { at: merged.length, address, blocks: [...blocks] });
      merged.push(arg);
    }
  }
  for (const { at, address, blocks } of lists.values()) {
    if (blocks.length < 2) continue;
    const list: PlanExpr = { op: 'literal', value: blocks, type: 'multivalue' };
    merged[at] = { op: 'call', fn: 'cidrmatch', args: [list, address], type: 'boolean' };
  }
  return merged.length < operands.length ? merged : args;
}

/** The blocks of a literal first argument of cidrmatch; null where one is none: it matches no address, and none not. */
function blocksOf(value: LiteralExpr['value']): readonly string[] | null {
  const blocks = typeof value === 'string' ? [value] : value;
  return Array.isArray(blocks) && blocks.every((block) => parseCidr(block) !== null) ? blocks : null;
}

function numbers(compute: (a: number, b: number) => number): Fold {
  return (args) => {
    const [a, b, ...more] = args.map(literalOf);
    return typeof a === 'number' && typeof b === 'number' && more.length === 0 ? finite(compute(a, b)) : null;
  };
}

/** Infinity and minus zero have no literal that both engines write alike. */
function finite(value: number): LiteralExpr | null {
  return Number.isFinite(value) && !Object.is(value, -0) ? numberLiteral(value) : null;
}

function comparison(compute: (a: number, b: number) => boolean): Fold {
  return (args) => {
    const [a, b] = args.map(literalOf);
    return typeof a === 'number' && typeof b === 'number' ? booleanLiteral(compute(a, b)) : null;
  };
}

function texts(compute: (a: string, b: string) => PlanExpr): Fold {
  return (args) => {
    const [a, b] = args.map(literalOf);
    return typeof a === 'string' && typeof b === 'string' ? compute(a, b) : null;
  };
}

/** Letter case beyond ASCII is the engine's to decide. */
function asciiOnly(compute: (text: string) => string): Fold {
  return ([arg]) => {
    const text = arg ? literalOf(arg) : undefined;
    return typeof text === 'string' && /^[\u0001-\u007f]*$/.test(text) ? stringLiteral(compute(text)) : null;
  };
}

/** The value of a literal; undefined for anything else. */
function literalOf(expr: PlanExpr): LiteralExpr['value'] | undefined {
  return expr.op === 'literal' ? expr.value : undefined;
}

function isValue(expr: PlanExpr, value: boolean): boolean {
  return expr.op === 'literal' && expr.value === value;
}

function isFalseOrNull(expr: PlanExpr): boolean {
  return isValue(expr, false) || (expr.op === 'literal' && expr.value === null);
}
