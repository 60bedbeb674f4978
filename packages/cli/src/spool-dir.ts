import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for decoded records that only this user can read. */
export function makeSpoolDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sealbreak-'));
}

export function removeSpoolDir(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

/** Runs with a spool folder that is removed afterwards, come what may. */
export async function inSpoolDir<T>(run: (path: string) => Promise<T>): Promise<T> {
  const path = await makeSpoolDir();
  try {
    return await run(path);
  } finally {
    await removeSpoolDir(path);
  }
}
