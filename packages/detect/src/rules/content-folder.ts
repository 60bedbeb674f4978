import { fileURLToPath } from 'node:url';

/** The `content` folder that ships with the project, seen from `src` and from `dist` alike. */
export function contentFolder(): string {
  return fileURLToPath(new URL('../../../../content', import.meta.url));
}
