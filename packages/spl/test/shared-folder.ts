import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The folder with the public samples, or undefined where this checkout has none beside it. */
export const sharedFolder: string | undefined = [
  process.env['SEALBREAK_SHARED'],
  join(here, '../../../../shared'),
].find((folder) => folder !== undefined && existsSync(join(folder, 'spl')));

/** Why the tests that need the folder are skipped. */
export const withoutShared = 'no shared folder: set SEALBREAK_SHARED';

/** The records of a file with one JSON value a line. */
export function readJsonLines<T>(name: string): readonly T[] {
  if (sharedFolder === undefined) return [];
  const lines = readFileSync(join(sharedFolder, name), 'utf8').split('\n');
  // The caller names the shape of the files of this folder, which do not change.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
