import type { EventEmitter } from 'node:events';

/** The content of a member as it is unpacked; streams of Node and of tar-stream alike. */
export interface MemberStream extends EventEmitter {
  destroy(error?: Error): unknown;
}

/** One file of an archive. */
export interface Member {
  /** As the archive writes it: hostile, never a path of ours. */
  readonly name: string;
  readonly modified: Date | null;
  /** Of its content; null where the archive does not say. */
  readonly crc32: number | null;
  /** Why it cannot be unpacked, in words. */
  readonly refused: string | null;
  /** To be called before the next member is asked for. Throws where the archive is damaged. */
  open(): Promise<MemberStream>;
}

/** The name under which a member is shown: parts that lead out of the archive are made harmless. */
export function memberName(name: string): string {
  const parts = name.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  return parts.map((part) => (part === '..' ? '__' : part)).join('/');
}
