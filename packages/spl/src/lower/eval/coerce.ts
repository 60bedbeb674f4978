/** Coercions and comparisons of SPL values, for every part of the lowering. */
export { compare, equalsText, isIn } from './compare.ts';
export {
  commonType,
  isBoolean,
  isNullLiteral,
  looksNumericExpr,
  nullOf,
  numberToText,
  toList,
  toNumber,
  toText,
  toType,
} from './convert.ts';
