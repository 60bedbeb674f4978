import { statfs } from 'node:fs/promises';

/** What unpacking may cost, for archives that are made to do harm. */
export interface UnpackLimits {
  /** Of one archive. */
  readonly members: number;
  /** Unpacked bytes to bytes of the archive; looked at from `ratioFromBytes` on. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Written to the spool folder in a whole run. */
  readonly bytes: number;
}

const DEFAULT_BYTES = 200_000_000_000;

/** Logs are compressed to a tenth or a thirtieth of their size, zeros to a thousandth. Four fifths of the free disk may be filled. */
export async function defaultLimits(spoolDir: string): Promise<UnpackLimits> {
  const { bavail, bsize } = await statfs(spoolDir);
  const bytes = Math.min(DEFAULT_BYTES, Math.floor(bavail * bsize * 0.8));
  return { members: 50_000, ratio: 300, ratioFromBytes: 64_000_000, bytes };
}

/** An archive goes beyond a limit: nothing more of it is unpacked. */
export class LimitError extends Error {
  constructor(message: string) {
    super(`${message}; unpack it by hand and name the files inside`);
    this.name = 'LimitError';
  }
}

/** Counts what is unpacked. One for a run; `ofArchive` for each archive. */
export class UnpackBudget {
  readonly limits: UnpackLimits;
  #written = 0;

  constructor(limits: UnpackLimits) {
    this.limits = limits;
  }

  /** `take` throws LimitError when bytes or a member are too much. */
  ofArchive(archiveBytes: number): { bytes(count: number): void; member(): void } {
    const { members, ratio, ratioFromBytes, bytes } = this.limits;
    let unpacked = 0;
    let count = 0;
    return {
      bytes: (length) => {
        unpacked += length;
        this.#written += length;
        if (unpacked > ratioFromBytes && unpacked > archiveBytes * ratio)
          throw new LimitError(`it unpacks to more than ${ratio} times its size`);
        if (this.#written > bytes)
          throw new LimitError(
            `the archives of this run unpack to more than the ${Math.floor(bytes / 1e6)} MB that there is room for`,
          );
      },
      member: () => {
        count += 1;
        if (count > members) throw new LimitError(`it has more than ${members} members`);
      },
    };
  }
}
