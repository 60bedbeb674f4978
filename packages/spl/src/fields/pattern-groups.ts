/** Names of the named groups of a regular expression, `(?<name>…)` and `(?P<name>…)`, read without running it. */
export function patternGroups(pattern: string): readonly string[] {
  return [...pattern.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].flatMap((match) =>
    match[1] === undefined ? [] : [match[1]],
  );
}
