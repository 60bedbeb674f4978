import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders that are there now: they go with the process too when it ends at once (a second Ctrl-C, a closed pipe). */
const present = new Set<string>();

function removeAll(): void {
  for (const path of present) rmSync(path, { recursive: true, force: true });
}

/** A new folder for decoded records that only this user can read. */
export async function makeSpoolDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'sealbreak-'));
  if (present.size === 0) process.on('exit', removeAll);
  present.add(path);
  return path;
}

export async function removeSpoolDir(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  present.delete(path);
  if (present.size === 0) process.off('exit', removeAll);
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
