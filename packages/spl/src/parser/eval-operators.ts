import type { BinaryOp, UnaryExpr } from '../ast/ast.ts';

/**
 * Binding powers of eval operators, tight is high. Source: Search Reference, eval; `.`, `+` and `-` share a level
 * (semantics 4.1). `IN` binds like a comparison but has a list on its right.
 */
export const binaryPower: Readonly<Record<BinaryOp | 'IN', number>> = {
  XOR: 1,
  OR: 2,
  AND: 3,
  '=': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  LIKE: 5,
  IN: 5,
  '+': 6,
  '-': 6,
  '.': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

/** Binding powers of prefix operators over their operand. */
export const prefixPower: Readonly<Record<UnaryExpr['op'], number>> = { NOT: 4, '-': 8, '+': 8 };

/** Spellings of operators that are symbols. */
export const operatorSymbols: Readonly<Record<string, BinaryOp>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '+': '+',
  '-': '-',
  '.': '.',
  '*': '*',
  '/': '/',
  '%': '%',
};

/** Operators that are words, in any letter case. */
export const operatorWords: Readonly<Record<string, BinaryOp | 'IN' | 'NOT'>> = {
  and: 'AND',
  or: 'OR',
  xor: 'XOR',
  like: 'LIKE',
  in: 'IN',
  not: 'NOT',
};
