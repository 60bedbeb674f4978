/** What a field or an expression can be in the records of one world. */
export type AbstractValue =
  /** One of these values, or nothing. No value at all: always missing. */
  | { readonly kind: 'const'; readonly values: readonly Scalar[]; readonly nullable: boolean }
  | {
      readonly kind: 'any';
      readonly nullable: boolean;
      /** The field that it is the value of, `lower()` or not. */
      readonly field?: string;
      /** Values that it never is. */
      readonly isExcluded?: (text: string) => boolean;
      /** A number that is at least this. */
      readonly least?: number;
    };

export type Scalar = string | number;

/** Which outcomes a condition can have. */
export interface Truth {
  readonly t: boolean;
  readonly f: boolean;
  readonly n: boolean;
}

export const anyTruth: Truth = { t: true, f: true, n: true };
export const missing: AbstractValue = { kind: 'const', values: [], nullable: true };
export const anything: AbstractValue = { kind: 'any', nullable: true };

export function constant(...values: readonly Scalar[]): AbstractValue {
  return { kind: 'const', values, nullable: false };
}

export function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Most combinations of values that arithmetic follows. */
const combinationLimit = 64;

export function combine(
  left: AbstractValue,
  right: AbstractValue,
  apply: (a: Scalar, b: Scalar) => Scalar | undefined,
): AbstractValue {
  if (left.kind !== 'const' || right.kind !== 'const') return anything;
  if (left.values.length * right.values.length > combinationLimit) return anything;
  const results = left.values.flatMap((a) => right.values.map((b) => apply(a, b)));
  const values = [...new Set(results.filter((value): value is Scalar => value !== undefined))];
  return {
    kind: 'const',
    values,
    nullable:
      left.nullable ||
      right.nullable ||
      results.length > results.filter((value) => value !== undefined).length,
  };
}

export function union(parts: readonly AbstractValue[]): AbstractValue {
  const values: Scalar[] = [];
  let nullable = false;
  for (const part of parts) {
    if (part.kind === 'any') return anything;
    values.push(...part.values);
    nullable ||= part.nullable;
  }
  const unique = [...new Set(values)];
  return unique.length > combinationLimit ? anything : { kind: 'const', values: unique, nullable };
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

function compareScalars(a: Scalar, b: Scalar, op: CompareOp): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  const order =
    x !== undefined && y !== undefined ? x - y : String(a) === String(b) ? 0 : String(a) < String(b) ? -1 : 1;
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

export function compare(left: AbstractValue, right: AbstractValue, op: CompareOp): Truth {
  const n = left.nullable || right.nullable;
  if (left.kind === 'const' && right.kind === 'const') {
    const outcomes = left.values.flatMap((a) => right.values.map((b) => compareScalars(a, b, op)));
    return { t: outcomes.includes(true), f: outcomes.includes(false), n };
  }
  const [open, fixed] = left.kind === 'any' ? [left, right] : [right, left];
  if (open.kind === 'any' && fixed.kind === 'const') {
    if (fixed.values.length === 0) return { t: false, f: false, n: true };
    if (open.isExcluded && fixed.values.every((value) => open.isExcluded?.(String(value)) === true)) {
      if (op === '=') return { t: false, f: true, n };
      if (op === '!=') return { t: true, f: false, n };
    }
    if (left.kind === 'any' && open.least !== undefined) return compareLeast(open.least, fixed.values, op, n);
  }
  return { t: true, f: true, n };
}

/** `x op value` for an x of at least `least`. */
function compareLeast(least: number, values: readonly Scalar[], op: CompareOp, n: boolean): Truth {
  const [value] = values;
  const bound = value === undefined || values.length > 1 ? undefined : numberOf(value);
  if (bound !== undefined && (op === '>' || op === '>=')) {
    const always = op === '>' ? least > bound : least >= bound;
    return { t: true, f: !always, n };
  }
  if (bound !== undefined && op === '<' && least >= bound) return { t: false, f: true, n };
  return { t: true, f: true, n };
}

export function and(a: Truth, b: Truth): Truth {
  return { t: a.t && b.t, f: a.f || b.f, n: (a.n && (b.t || b.n)) || (b.n && (a.t || a.n)) };
}

export function not(a: Truth): Truth {
  return { t: a.f, f: a.t, n: a.n };
}

export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}
