import type { NumberedFile } from '../source/record-source.ts';

/**
 * The longest line that a scan is sure to take. Each thread holds buffers of twice this size, and DuckDB's reader has no
 * smaller ones. A checked file with a longer line is read again, by itself, with the larger bound.
 */
export const LINE_BYTES_MAX = 16 * 1024 * 1024;
export const LONG_LINE_BYTES_MAX = 64 * 1024 * 1024;

/** Files that one statement can read: of one kind of record, compressed alike. */
export function groupFiles(files: readonly NumberedFile[]): readonly (readonly NumberedFile[])[] {
  const groups = new Map<string, NumberedFile[]>();
  for (const numbered of files) {
    const key = `${numbered.file.record} ${numbered.file.compression}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [numbered]);
    else group.push(numbered);
  }
  return [...groups.values()];
}
