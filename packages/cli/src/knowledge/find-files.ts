import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';

/** The files that the paths name, and below folders those that `isWanted` takes, in the order of their paths. */
export function findFiles(paths: readonly string[], isWanted: (path: string) => boolean): readonly string[] {
  return paths.flatMap((path) => {
    try {
      if (!statSync(path).isDirectory()) return [path];
      const names = readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      return names.filter(isWanted).sort();
    } catch (error) {
      throw new CliError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
