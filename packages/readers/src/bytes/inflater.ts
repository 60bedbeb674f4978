import { Decompress } from 'fzstd';
import type { Compression } from '../scan-file.ts';
import { GzipInflater } from './gzip-inflater.ts';

/** Decompresses in pieces. What was decompressed before a fault has been given. */
export interface Inflater {
  /** Decompressed bytes that this piece gives; at most about a thousand times its size. */
  push(piece: Buffer): Promise<Buffer[]>;
  finish(): Promise<Buffer[]>;
  /** In words, when the compressed data ends early or is damaged. */
  readonly fault: string | null;
  /** True when nothing more can be decompressed, whatever is pushed. */
  readonly isOver: boolean;
}

export function createInflater(compression: Compression): Inflater {
  return INFLATERS[compression]();
}

const INFLATERS: Record<Compression, () => Inflater> = {
  none: () => ({ push: async (piece) => [piece], finish: async () => [], fault: null, isOver: false }),
  gzip: () => new GzipInflater(),
  zstd: () => new ZstdInflater(),
};

class ZstdInflater implements Inflater {
  fault: string | null = null;
  #out: Buffer[] = [];
  // The library goes on using the memory it hands out, hence the copy.
  readonly #decompress = new Decompress((data) => this.#out.push(Buffer.from(data)));

  get isOver(): boolean {
    return this.fault !== null;
  }

  async push(piece: Buffer): Promise<Buffer[]> {
    return this.#run(piece, false);
  }

  async finish(): Promise<Buffer[]> {
    return this.#run(Buffer.alloc(0), true);
  }

  #run(piece: Buffer, final: boolean): Buffer[] {
    if (this.fault === null) {
      try {
        this.#decompress.push(piece, final);
      } catch (error) {
        this.fault = zstdFault(error);
      }
    }
    const out = this.#out;
    this.#out = [];
    return out;
  }
}

function zstdFault(error: unknown): string {
  const { code, message } = error as { code?: number; message?: string };
  // 5 is ZstdErrorCode.UnexpectedEOF.
  if (code === 5) return 'the compressed data ends early';
  return `the compressed data is damaged (${message ?? 'zstd'})`;
}
