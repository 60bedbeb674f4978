/** True when two syntax trees differ in nothing but their spans. */
export function isSameTree(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((part, index) => isSameTree(part, b[index]));
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size) return false;
  for (const [key, value] of left)
    if (key !== 'span' && key !== 'nameSpan' && !(right.has(key) && isSameTree(value, right.get(key))))
      return false;
  return true;
}
