import { closeSync, openSync, rmSync, utimesSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { InputError, type InputFile, type Skipped } from '../input/input-file.ts';
import type { ArchiveKind } from './archive-kind.ts';
import { type Member, memberName } from './member.ts';
import { tarMembers } from './tar-members.ts';
import { LimitError, type UnpackBudget } from './unpack-limits.ts';
import { zipMembers } from './zip-members.ts';

export interface ExpandOptions {
  readonly spoolDir: string;
  readonly signal?: AbortSignal | undefined;
  readonly budget: UnpackBudget;
}

let serial = 0;

/**
 * Unpacks an archive, a member at a time, into files of the spool folder whose names are ours; a member is shown as
 * `archive.zip!/folder/file`. What cannot be unpacked is given as skipped with the reason, and the rest is read. The caller
 * may remove a file once it is done with it.
 */
export async function* expandArchive(
  archive: InputFile,
  kind: ArchiveKind,
  options: ExpandOptions,
): AsyncGenerator<InputFile | Skipped> {
  const { spoolDir, signal, budget } = options;
  const limits = budget.ofArchive(archive.sizeBytes);
  const names = new Map<string, number>();
  const members = kind === 'zip' ? zipMembers(archive.path) : tarMembers(archive.path, signal);
  try {
    for await (const member of members) {
      signal?.throwIfAborted();
      limits.member();
      if (kind === 'zip' && member.name === '[Content_Types].xml') {
        yield skipped(archive.name, 'office', 'Office document', 'export it as CSV first');
        return;
      }
      const name = `${archive.name}!/${uniqueName(memberName(member.name), names)}`;
      const refused = basename(name).startsWith('.')
        ? 'its name begins with a dot; unpack it to have it read'
        : member.refused;
      if (refused === null) yield await unpack(member, name, limits.bytes, options);
      else yield skipped(name, 'member', 'member of an archive', refused);
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (isDiskFull(error))
      throw new InputError(
        `there is no room in ${spoolDir} to unpack ${archive.name}`,
        'set TMPDIR to a folder on a larger disk',
      );
    const why = error instanceof Error ? error.message : String(error);
    yield error instanceof LimitError
      ? skipped(
          archive.name,
          'archive-limit',
          'archive that is too large',
          `${why} (what came before was read)`,
        )
      : skipped(
          archive.name,
          'damaged',
          `damaged ${kind} archive`,
          `${why} (what could be unpacked was read)`,
        );
  }
}

async function unpack(
  member: Member,
  name: string,
  take: (bytes: number) => void,
  { spoolDir, signal }: ExpandOptions,
): Promise<InputFile | Skipped> {
  serial += 1;
  const path = join(spoolDir, `member-${process.pid}-${Date.now().toString(36)}-${serial}`);
  const handle = openSync(path, 'wx', 0o600);
  let sizeBytes = 0;
  let checksum = 0;
  let fault: Error | null = null;
  try {
    const write = (chunk: Buffer): void => {
      signal?.throwIfAborted();
      take(chunk.length);
      let written = 0;
      while (written < chunk.length) written += writeSync(handle, chunk, written);
      sizeBytes += chunk.length;
      checksum = crc32(chunk, checksum);
    };
    fault = await member.read(write);
    if (fault === null && member.crc32 !== null && member.crc32 !== checksum)
      fault = new Error('its checksum does not fit');
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error));
  } finally {
    closeSync(handle);
  }
  if (fault !== null && (sizeBytes === 0 || isFatal(fault, signal))) {
    rmSync(path, { force: true });
    if (isFatal(fault, signal)) throw fault;
    const reason = `nothing could be unpacked: ${fault.message}`;
    return skipped(name, 'damaged', 'damaged member of an archive', reason);
  }
  // For logs whose lines have no year, as the file that was packed.
  if (member.modified !== null && !Number.isNaN(member.modified.getTime()))
    utimesSync(path, member.modified, member.modified);
  const notice =
    fault === null
      ? {}
      : { notice: `the archive is damaged (${fault.message}); what could be unpacked was read` };
  return { kind: 'file', path, name, sizeBytes, isTemporary: true, ...notice };
}

/** Whether nothing more can be unpacked. */
function isFatal(fault: Error, signal: AbortSignal | undefined): boolean {
  return fault instanceof LimitError || isDiskFull(fault) || signal?.aborted === true;
}

function isDiskFull(fault: unknown): boolean {
  return (fault as NodeJS.ErrnoException).code === 'ENOSPC';
}

function uniqueName(name: string, names: Map<string, number>): string {
  const earlier = names.get(name) ?? 0;
  names.set(name, earlier + 1);
  return earlier === 0 ? name : `${name} (${earlier + 1})`;
}

function skipped(name: string, format: string, title: string, reason: string): Skipped {
  return { kind: 'skipped', name, format, title, reason };
}
