/** Coercions and comparisons of SPL values, for every part of the lowering. */
export { compare } from './compare.ts';
export { toList, toNumber, toText } from './convert.ts';
