/**
 * A replacement text of `replace()` for RE2: `\1` to `\9` and `\0` keep their meaning, a group that the pattern lacks is
 * empty, every other backslash stands for itself.
 */
export function rewriteReplacement(replacement: string, groupCount: number): string {
  return replacement.replace(/\\(\d)|\\/g, (whole, digit: string | undefined) => {
    if (digit === undefined) return '\\\\';
    return Number(digit) <= groupCount ? whole : '';
  });
}
