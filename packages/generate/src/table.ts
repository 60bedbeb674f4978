/** Element `index` of a table that is known to be long enough. Throws on a hole, which is a bug of the caller: an undefined
 *  would otherwise be written into a record as the text "undefined". */
export function at<T>(table: ArrayLike<T>, index: number): T {
  const value = table[index];
  if (value === undefined) throw new RangeError(`no element ${index} in a table of ${table.length}`);
  return value;
}

/** A row of a weighted table: the value and how often it is drawn, relative to the other rows. */
type Weighted<T> = readonly [value: T, weight: number];

/** Spreads weighted rows over 256 places, so that one random byte draws a value. Every row gets at least one place.
 *  Weights are any positive integers. */
export function spread<T>(rows: readonly Weighted<T>[]): readonly T[] {
  const total = rows.reduce((sum, [, weight]) => sum + weight, 0);
  const places: T[] = [];
  let cumulative = 0;
  for (const [value, weight] of rows) {
    cumulative += weight;
    const end = Math.max(places.length + 1, Math.round((256 * cumulative) / total));
    while (places.length < end) places.push(value);
  }
  return places.slice(0, 256);
}
