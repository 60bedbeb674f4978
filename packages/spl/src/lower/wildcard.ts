/** True when `*` is in the text: SPL's only wildcard. */
export function hasWildcard(text: string): boolean {
  return text.includes('*');
}

/** Whole-name match of a pattern in which `*` stands for any run of characters. Names are case-sensitive. */
export function matchesPattern(pattern: string, name: string): boolean {
  return captureWildcards(pattern, name) !== null;
}

/** The texts that the pattern's `*` stand for in the name (leftmost shortest), or null when it does not match. */
export function captureWildcards(pattern: string, name: string): readonly string[] | null {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return pattern === name ? [] : null;
  if (!name.startsWith(first)) return null;
  const captured: string[] = [];
  let at = first.length;
  for (let i = 1; i < parts.length; i += 1) {
    const part = parts[i] ?? '';
    const last = i === parts.length - 1;
    const found = last ? name.length - part.length : name.indexOf(part, at);
    if (found < at || !name.startsWith(part, found)) return null;
    captured.push(name.slice(at, found));
    at = found + part.length;
  }
  return captured;
}

/** Puts the captured texts into the `*` of a pattern. */
export function fillWildcards(pattern: string, captured: readonly string[]): string {
  return pattern.split('*').reduce((text, part, i) => text + (captured[i - 1] ?? '') + part);
}

export function countWildcards(pattern: string): number {
  return pattern.split('*').length - 1;
}
