import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compareNames } from './glob.ts';

const MAX_NAMES = 3;

/** A hint for a path that does not exist: names like it in its folder, or the part of the path that does exist. */
export async function nearestNames(path: string): Promise<string | undefined> {
  let missing = basename(resolve(path));
  let folder = dirname(resolve(path));
  let shown = dirname(path);
  for (;;) {
    const names = await readdir(folder).catch(() => null);
    if (names !== null) {
      const near = nearest(missing, names).map((name) => `"${join(shown, name)}"`);
      if (near.length > 0) return `did you mean ${near.join(' or ')}?`;
      return names.length === 0 ? `"${shown}" is empty` : `"${shown}" holds ${some(names)}`;
    }
    if (dirname(folder) === folder) return undefined;
    missing = basename(folder);
    folder = dirname(folder);
    shown = dirname(shown);
  }
}

function some(names: readonly string[]): string {
  const shown = [...names]
    .sort(compareNames)
    .slice(0, MAX_NAMES)
    .map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function nearest(wanted: string, names: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= limit || stem(name) === stem(wanted))
    .sort((a, b) => a.distance - b.distance || compareNames(a.name, b.name))
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

function stem(name: string): string {
  return name.toLowerCase().replace(/\..*$/, '');
}

/** Insertions, deletions and replacements from one name to the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
