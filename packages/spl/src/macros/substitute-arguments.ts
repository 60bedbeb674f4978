/** One pair of double quotes around an argument is not part of it: `f("a")` and `f(a)` are the same call. */
export function unquoted(argument: string): string {
  return argument.length > 1 && argument.startsWith('"') && argument.endsWith('"')
    ? argument.slice(1, -1)
    : argument;
}

/**
 * Puts the arguments in place of `$name$`, in one pass: text that comes from an argument is not looked at again. A `$`
 * pair around anything else stays as it is.
 */
export function substituteArguments(
  definition: string,
  names: readonly string[],
  args: readonly string[],
): string {
  const values = new Map(names.map((name, i) => [name, unquoted(args[i] ?? '')]));
  let text = '';
  let at = 0;
  for (;;) {
    const open = definition.indexOf('$', at);
    const close = open < 0 ? -1 : definition.indexOf('$', open + 1);
    if (close < 0) return text + definition.slice(at);
    const value = values.get(definition.slice(open + 1, close));
    // The second `$` of something that is no argument may be the first of one: `$x$b64in$`.
    text += definition.slice(at, open) + (value ?? definition.slice(open, close));
    at = value === undefined ? close : close + 1;
  }
}
