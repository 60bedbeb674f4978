import { createReadStream, type Stats } from 'node:fs';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { archiveKind } from '../archive/archive-kind.ts';
import type { UnpackBudget, UnpackLimits } from '../archive/unpack-limits.ts';
import { compareNames, expandGlob, isGlob } from './glob.ts';
import { InputError, type InputFile, type Skipped } from './input-file.ts';
import { nearestNames } from './nearest-names.ts';
import { spoolStream } from './spool-stream.ts';

export interface DiscoverOptions {
  /** Where standard input and pipes are kept while they are read; the caller removes it. */
  readonly spoolDir: string;
  readonly signal?: AbortSignal | undefined;
  /** What `-` stands for. Default: the process's standard input. */
  readonly stdin?: Readable | undefined;
  /** What unpacking may cost. Default: by the room on the disk. */
  readonly limits?: UnpackLimits | undefined;
}

/**
 * Finds the files behind what the user named: files, directories (all below them, in the order of their names), globs,
 * and `-` for standard input. An archive stands for its members, an archive in it too, but no deeper. A file that is
 * reached twice is given once. Throws InputError for a path or glob that matches nothing; what cannot be read below a
 * directory is given as skipped.
 */
export async function* discoverInputs(
  paths: readonly string[],
  options: DiscoverOptions,
): AsyncGenerator<InputFile | Skipped> {
  const walk: Walk = { seen: new Set(), options, budget: null };
  for (const path of paths) {
    options.signal?.throwIfAborted();
    if (path === '-') yield* withMembers(await standardInput(options), walk, 0);
    else for (const match of await matchesOf(path)) yield* named(match, walk);
  }
}

interface Walk {
  /** Real paths of files and directories given so far. */
  readonly seen: Set<string>;
  readonly options: DiscoverOptions;
  /** Made with the first archive. */
  budget: UnpackBudget | null;
}

const ARCHIVES_IN_ARCHIVES = 1;

/** The file, or its members where it is an archive. */
async function* withMembers(file: InputFile, walk: Walk, depth: number): AsyncGenerator<InputFile | Skipped> {
  // What cannot be opened is told by whoever reads it.
  const kind = depth > ARCHIVES_IN_ARCHIVES ? null : await archiveKind(file.path).catch(() => null);
  if (kind === null) {
    yield file;
    return;
  }
  const { spoolDir, signal, limits } = walk.options;
  await mkdir(spoolDir, { recursive: true });
  // Loaded where there is an archive: most runs have none.
  const { defaultLimits, expandArchive, UnpackBudget } = await import('../archive/index.ts');
  walk.budget ??= new UnpackBudget(limits ?? (await defaultLimits(spoolDir)));
  const { budget } = walk;
  for await (const member of expandArchive(file, kind, { spoolDir, signal, budget })) {
    if (member.kind === 'file') yield* withMembers(member, walk, depth + 1);
    else yield member;
  }
  if (file.isTemporary === true) await rm(file.path, { force: true });
}

async function standardInput(options: DiscoverOptions): Promise<InputFile> {
  const stdin = options.stdin ?? process.stdin;
  if ('isTTY' in stdin && stdin.isTTY === true) {
    throw new InputError('standard input is a terminal', 'pipe a file into it, or name a file instead of -');
  }
  return spoolStream(stdin, 'stdin', options.spoolDir, options.signal);
}

async function matchesOf(path: string): Promise<string[]> {
  if (await statOf(path)) return [path];
  const matches = isGlob(path) ? await expandGlob(path) : [];
  if (matches.length > 0) return matches;
  if (isGlob(path))
    throw new InputError(`no file matches "${path}"`, 'quote a glob so that the shell leaves it alone');
  throw new InputError(`there is no file or directory "${path}"`, await nearestNames(path));
}

async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG') return null;
    throw new InputError(
      `cannot read "${path}": ${error.code === 'EACCES' ? 'no permission' : error.message}`,
    );
  });
}

/** A path that the user named, or a glob matched. */
async function* named(path: string, walk: Walk): AsyncGenerator<InputFile | Skipped> {
  const found = await statOf(path);
  if (found?.isFIFO() || found?.isSocket()) {
    const { spoolDir, signal } = walk.options;
    yield* withMembers(await spoolStream(createReadStream(path), path, spoolDir, signal), walk, 0);
  } else yield* anything(path, found, walk);
}

async function* anything(path: string, found: Stats | null, walk: Walk): AsyncGenerator<InputFile | Skipped> {
  walk.options.signal?.throwIfAborted();
  if (found === null) {
    yield skipped(path, 'link', 'broken link', 'the link leads nowhere');
    return;
  }
  const real = await realpath(path);
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  if (found.isDirectory()) yield* below(path, walk);
  else if (found.isFile())
    yield* withMembers({ kind: 'file', path: resolve(path), name: path, sizeBytes: found.size }, walk, 0);
  else yield skipped(path, 'special', 'no regular file', 'it is a device, a pipe or a socket');
}

async function* below(directory: string, walk: Walk): AsyncGenerator<InputFile | Skipped> {
  let names: string[];
  try {
    names = await readdir(directory);
  } catch {
    yield skipped(directory, 'unreadable', 'unreadable directory', 'no permission to list it');
    return;
  }
  for (const name of names.sort(compareNames)) {
    const path = join(directory, name);
    if (basename(name).startsWith('.')) {
      yield skipped(path, 'hidden', 'hidden file', 'its name begins with a dot; name it to have it read');
    } else yield* anything(path, await stat(path).catch(() => null), walk);
  }
}

function skipped(name: string, format: string, title: string, reason: string): Skipped {
  return { kind: 'skipped', name, format, title, reason };
}
