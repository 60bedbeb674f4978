import { readdir, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';

/** True when a path holds characters of a glob: `*`, `**`, `?`, `[...]`. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * Paths that a glob matches, sorted, directories among them. `**` stands for any number of directories, a name that
 * begins with a dot must be asked for, `[!a-z]` is a class of all others. Links to directories are not followed by `**`.
 */
export async function expandGlob(pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  const body = pattern.slice(root.length);
  const segments = (sep === '\\' ? body.replaceAll('\\', '/') : body)
    .split('/')
    .filter((segment) => segment !== '');
  const found = new Set<string>();
  await walk(root, segments, found);
  return [...found].sort(compareNames);
}

/** Orders names by code units, the same on every machine. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function walk(base: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    if (base !== '' && (await exists(base))) found.add(base);
    return;
  }
  if (segment === '**') {
    await walk(base, rest, found);
    for (const entry of await entriesOf(base)) {
      if (entry.isDirectory() && !entry.name.startsWith('.'))
        await walk(join(base, entry.name), segments, found);
      else if (rest.length === 0 && !entry.name.startsWith('.')) found.add(join(base, entry.name));
    }
    return;
  }
  if (!isGlob(segment)) {
    await walk(join(base, segment), rest, found);
    return;
  }
  for (const { name } of await entriesOf(base)) {
    if (name.startsWith('.') && !segment.startsWith('.')) continue;
    if (matchesSegment(segment, name)) await walk(join(base, name), rest, found);
  }
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory === '' ? '.' : directory, { withFileTypes: true });
  } catch {
    // No directory, or not ours to read: nothing in it matches.
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Matches one name against one segment of a pattern; goes back to the last `*` only, so it stays quadratic at worst. */
export function matchesSegment(pattern: string, name: string): boolean {
  let inPattern = 0;
  let inName = 0;
  let star = -1;
  let starName = 0;
  while (inName < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      starName = inName;
      inPattern += 1;
      continue;
    }
    const length = matchOne(pattern, inPattern, name[inName] ?? '');
    if (length > 0) {
      inPattern += length;
      inName += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      starName += 1;
      inName = starName;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** How many characters of the pattern match the character; 0 when they do not. */
function matchOne(pattern: string, at: number, character: string): number {
  if (at >= pattern.length) return 0;
  if (pattern[at] === '?') return 1;
  if (pattern[at] === '[') {
    const end = pattern.indexOf(']', at + 2);
    if (end > 0) return isInClass(pattern.slice(at + 1, end), character) ? end + 1 - at : 0;
  }
  return pattern[at] === character ? 1 : 0;
}

function isInClass(body: string, character: string): boolean {
  const isNegated = body[0] === '!' || body[0] === '^';
  const set = isNegated ? body.slice(1) : body;
  let isIn = false;
  for (let at = 0; at < set.length; at += 1) {
    const low = set[at] ?? '';
    const high = set[at + 1] === '-' ? set[at + 2] : undefined;
    if (high === undefined) isIn ||= low === character;
    else {
      isIn ||= low <= character && character <= high;
      at += 2;
    }
  }
  return isIn !== isNegated;
}

/** True when a glob fits a path, or its end: `*.log`, `proxy/**`, `case.zip!/logs/*.json`. */
export function matchesPath(pattern: string, path: string): boolean {
  const segmentsOf = (text: string): string[] =>
    text.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  return matchesSegments(['**', ...segmentsOf(pattern)], segmentsOf(path));
}

function matchesSegments(patterns: readonly string[], names: readonly string[]): boolean {
  const [pattern, ...rest] = patterns;
  if (pattern === undefined) return names.length === 0;
  if (pattern === '**')
    return names.some((_, at) => matchesSegments(rest, names.slice(at))) || matchesSegments(rest, []);
  const [name] = names;
  return name !== undefined && matchesSegment(pattern, name) && matchesSegments(rest, names.slice(1));
}
