/**
 * Reads a path such as `a.b{}.c{0}` into steps: `.a` for a key, `{}` for every element, `{0}` for one. Null for text
 * that is no path. Source: Search Reference, spath.
 */
export function parseJsonPath(path: string): readonly string[] | null {
  if (path === '') return null;
  const steps: string[] = [];
  for (const [index, part] of path.split('.').entries()) {
    const match = /^([^{}]*)((?:\{\d{0,9}\})*)$/.exec(part);
    if (!match) return null;
    const [, key = '', arrays = ''] = match;
    if (key === '' && (index > 0 || arrays === '')) return null;
    if (key !== '') steps.push(`.${key}`);
    steps.push(...(arrays.match(/\{\d*\}/g) ?? []));
  }
  return steps;
}
