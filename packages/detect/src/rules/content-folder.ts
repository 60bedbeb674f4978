import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The `content` folder that ships with the project: the nearest one above this module, whether that runs as source, as
 * compiled module or in a bundle.
 */
export function contentFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'content', 'rules'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('this copy of sealbreak has no folder content/rules');
    folder = above;
  }
  return join(folder, 'content');
}
