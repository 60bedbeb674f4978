import fc from 'fast-check';
import { type Comparison, compareTexts, holds, numberOf, type Row, single, textOf } from './values.ts';

/** SPL text and what it means. */
export interface Meaning<T> {
  readonly spl: string;
  readonly of: (row: Row) => T;
}

export const scalarFields = ['a', 'b', 'c', 'd'] as const;
export const listField = 'm{}';

export const texts = ['1', '2', '10', '1.0', '01', '-3', '0.5', 'x', 'X', 'xy', '', '10.0.0.1', 'é', 'a b'];

const scalar = fc.constantFrom(...scalarFields);
const anyField = fc.constantFrom(...scalarFields, listField);
const operator = fc.constantFrom<Comparison>('=', '!=', '<', '<=', '>', '>=');

const searchValue = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom('x*', '*', '*Y', '1*', '*.*', '10.0.0.0/8', '1/2'),
);

function matchesSearch(value: string, wanted: string): boolean {
  const pattern = wanted
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.*');
  if (new RegExp(`^${pattern}$`, 's').test(value.toLowerCase())) return true;
  return wanted === '10.0.0.0/8' && /^10\.\d+\.\d+\.\d+$/.test(value);
}

const comparison: fc.Arbitrary<Meaning<boolean>> = fc
  .tuple(anyField, operator, searchValue)
  .map(([field, op, value]) => ({
    spl: `${field}${op}"${value}"`,
    of: (row) => {
      const values = row.get(field) ?? [];
      // A star alone asks whether the field is there.
      if (value === '*' && op === '!=') return false;
      if (op === '=') return values.some((each) => matchesSearch(each, value));
      if (op === '!=') return values.some((each) => !matchesSearch(each, value));
      return values.some((each) => holds(op, compareTexts(each, value)));
    },
  }));

const inList: fc.Arbitrary<Meaning<boolean>> = fc
  .tuple(anyField, fc.array(searchValue, { minLength: 1, maxLength: 3 }))
  .map(([field, values]) => ({
    spl: `${field} IN (${values.map((value) => `"${value}"`).join(', ')})`,
    of: (row) => (row.get(field) ?? []).some((each) => values.some((value) => matchesSearch(each, value))),
  }));

/** A search expression: AND of ORs, as the grammar has it; groups in parentheses. */
export const searchExpression: fc.Arbitrary<Meaning<boolean>> = fc.letrec<{
  and: Meaning<boolean>;
  not: Meaning<boolean>;
}>((tie) => ({
  and: fc
    .array(fc.array(tie('not'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .chain((ors) =>
      fc.constantFrom(' ', ' AND ').map((and) => ({
        spl: ors.map((or) => or.map(({ spl }) => spl).join(' OR ')).join(and),
        of: (row: Row) => ors.every((or) => or.some((term) => term.of(row))),
      })),
    ),
  not: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    inList,
    tie('not').map((term) => ({ spl: `NOT ${term.spl}`, of: (row: Row) => !term.of(row) })),
    tie('and').map((group) => ({ spl: `(${group.spl})`, of: group.of })),
  ),
})).and;

type Operand = Meaning<string | null>;

const literal: fc.Arbitrary<Operand> = fc.oneof(
  fc.constantFrom('x', 'xy', '', '10', '1.0').map((text) => ({ spl: `"${text}"`, of: () => text })),
  fc.integer({ min: 0, max: 12 }).map((number) => ({ spl: String(number), of: () => String(number) })),
);

const fieldOperand: fc.Arbitrary<Operand> = scalar.map((field) => ({
  spl: field,
  of: (row) => single(row, field),
}));

/** A condition of eval with its three truth values; null is unknown. */
export const condition: fc.Arbitrary<Meaning<boolean | null>> = fc.letrec<{
  or: Meaning<boolean | null>;
  not: Meaning<boolean | null>;
}>((tie) => ({
  or: fc
    .array(fc.array(tie('not'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((ands) => ({
      spl: ands.map((and) => and.map(({ spl }) => spl).join(' AND ')).join(' OR '),
      of: (row) => anyOf(ands.map((and) => allOf(and.map((term) => term.of(row))))),
    })),
  not: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fieldOperand, operator, fc.oneof(fieldOperand, literal)).map(([left, op, right]) => ({
      spl: `${left.spl}${op}${right.spl}`,
      of: (row: Row) => {
        const [a, b] = [left.of(row), right.of(row)];
        return a === null || b === null ? null : holds(op, compareTexts(a, b));
      },
    })),
    scalar.map((field) => ({ spl: `isnull(${field})`, of: (row: Row) => !row.has(field) })),
    fc.constantFrom('x', '10').map((text) => ({
      spl: `'${listField}'="${text}"`,
      of: (row: Row) => row.get(listField)?.some((each) => compareTexts(each, text) === 0) ?? null,
    })),
    tie('not').map((term) => ({ spl: `NOT ${term.spl}`, of: (row: Row) => negate(term.of(row)) })),
    tie('or').map((group) => ({ spl: `(${group.spl})`, of: group.of })),
  ),
})).or;

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function allOf(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

function anyOf(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? Number.NaN : a / b),
  '%': (a, b) => (b === 0 ? Number.NaN : a % b),
};

/** What the right side of an eval assignment gives. */
export const value: fc.Arbitrary<Operand> = fc.oneof(
  fieldOperand,
  literal,
  fc
    .tuple(
      fieldOperand,
      fc.constantFrom('-', '*', '/', '%'),
      fc.oneof(
        fieldOperand,
        literal.filter(({ spl }) => !spl.startsWith('"')),
      ),
    )
    .map(([left, op, right]) => ({
      spl: `${left.spl} ${op} ${right.spl}`,
      of: (row: Row) => {
        const [a, b] = [left.of(row), right.of(row)].map((text) => (text === null ? null : numberOf(text)));
        return a === null || b === null || a === undefined || b === undefined
          ? null
          : textOf(arithmetic[op]?.(a, b) ?? null);
      },
    })),
  fc.tuple(fieldOperand, fieldOperand).map(([left, right]) => ({
    spl: `${left.spl} + ${right.spl}`,
    of: (row: Row) => plus(left.of(row), right.of(row)),
  })),
  fc
    .tuple(
      fieldOperand,
      fc.oneof(
        fieldOperand,
        literal.filter(({ spl }) => spl.startsWith('"')),
      ),
    )
    .map(([left, right]) => ({
      spl: `${left.spl} . ${right.spl}`,
      of: (row: Row) => concat(left.of(row), right.of(row)),
    })),
  fc.tuple(condition, fieldOperand, literal).map(([test, yes, no]) => ({
    spl: `if(${test.spl}, ${yes.spl}, ${no.spl})`,
    of: (row: Row) => (test.of(row) === true ? yes.of(row) : no.of(row)),
  })),
  fc.tuple(condition, fieldOperand, condition, literal).map(([first, one, second, two]) => ({
    spl: `case(${first.spl}, ${one.spl}, ${second.spl}, ${two.spl})`,
    of: (row: Row) => (first.of(row) === true ? one.of(row) : second.of(row) === true ? two.of(row) : null),
  })),
  fc.tuple(fieldOperand, fieldOperand, literal).map(([first, second, third]) => ({
    spl: `coalesce(${first.spl}, ${second.spl}, ${third.spl})`,
    of: (row: Row) => first.of(row) ?? second.of(row) ?? third.of(row),
  })),
  fieldOperand.map(({ spl, of }) => ({ spl: `len(${spl})`, of: (row: Row) => lengthOf(of(row)) })),
  fc.constant<Operand>({ spl: 'null()', of: () => null }),
);

function plus(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return textOf(x + y);
  return x === null && y === null ? a + b : null;
}

function concat(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : a + b;
}

function lengthOf(text: string | null): string | null {
  return text === null ? null : String([...text].length);
}
