/** Families of primitives that give NULL for a NULL argument; see plan/primitive.ts. */
const family = /^(number|text|regex)\.|^(lower|upper|json\.(extract|extractAll|leaf|leaves))$/;
/** Those of a family that do not. */
const exceptions: ReadonlySet<string> = new Set([
  'number.least',
  'number.greatest',
  'number.random',
  'number.clock',
  'text.substring',
]);

/** Does the primitive give NULL whenever an argument is NULL? False also where that is not known. */
export function isStrict(fn: string): boolean {
  return family.test(fn) && !exceptions.has(fn);
}
