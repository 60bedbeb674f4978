import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { referencePages, sourcesPage } from '../../../scripts/reference.mjs';
import { repository } from './conformance/vector-files.ts';

const folder = join(repository, 'docs/reference');
// What the script exports; it has no types of its own.
const pages = (referencePages as () => readonly { readonly path: string; readonly text: string }[])();

describe('docs/reference', () => {
  it.each(pages.map(({ path, text }) => [path, text] as const))(
    '%s is fresh (else: npm run reference)',
    (path, text) => {
      expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
    },
  );

  it('has a fresh list of sources beside it', () => {
    expect(readFileSync(join(repository, 'docs/sources.md'), 'utf8')).toBe((sourcesPage as () => string)());
  });

  it('holds nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual(pages.map(({ path }) => path).sort());
  });
});
