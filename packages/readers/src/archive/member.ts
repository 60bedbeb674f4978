import type { Readable } from 'node:stream';

/** One file of an archive. */
export interface Member {
  /** As the archive writes it: hostile, never a path of ours. */
  readonly name: string;
  readonly modified: Date | null;
  /** Of its content; null where the archive does not say. */
  readonly crc32: number | null;
  /** Why it cannot be unpacked, in words. */
  readonly refused: string | null;
  /**
   * Hands on the content, to be called before the next member is asked for. Gives the fault at which it ended, null when it is
   * whole. Rejects with what `write` throws, and where the archive is damaged.
   */
  read(write: (chunk: Buffer) => void): Promise<Error | null>;
}

/** `Member.read` of a stream. It listens to `data`: iterating would lose what came before an error. */
export function drain(stream: Readable, write: (chunk: Buffer) => void): Promise<Error | null> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    stream.on('data', (chunk: Buffer) => {
      if (isOver) return;
      try {
        write(chunk);
      } catch (error) {
        isOver = true;
        stream.destroy();
        reject(error);
      }
    });
    stream.on('end', () => resolve(null));
    stream.on('error', (error: Error) => resolve(error));
    stream.on('close', () => resolve(new Error('the data ends early')));
    if (stream.destroyed) resolve(stream.errored ?? new Error('the data ends early'));
  });
}

/** The name under which a member is shown: parts that lead out of the archive are made harmless. */
export function memberName(name: string): string {
  const parts = name.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  return parts.map((part) => (part === '..' ? '__' : part)).join('/');
}
