import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import type { Inflater } from './inflater.ts';

type State = 'header' | 'body' | 'trailer' | 'over';

const TRAILER_BYTES = 8;
const EARLY = 'the compressed data ends early';

/**
 * Reads gzip member by member (RFC 1952). Node's own gunzip drops what it decompressed last when it meets damage or
 * foreign bytes behind a member; here a member's content is given before its checksum is looked at.
 */
export class GzipInflater implements Inflater {
  fault: string | null = null;
  #state: State = 'header';
  /** Input that is not used up yet: part of a header or trailer. */
  #input: Buffer = Buffer.alloc(0);
  #body = new DeflateBody();
  #members = 0;
  #out: Buffer[] = [];

  get isOver(): boolean {
    return this.#state === 'over';
  }

  async push(piece: Buffer): Promise<Buffer[]> {
    this.#input = this.#input.length === 0 ? piece : Buffer.concat([this.#input, piece]);
    while (await this.#step()) {
      // Each step ends one header, body or trailer.
    }
    return this.#take();
  }

  async finish(): Promise<Buffer[]> {
    if (this.#state === 'body') {
      await this.#body.finish(this.#out);
      this.#stop(this.#body.fault ?? EARLY);
    } else if (this.#state === 'trailer') this.#stop(EARLY);
    else if (this.#state === 'header') {
      const isPadding = this.#members > 0 && this.#input.every((byte) => byte === 0);
      if (!isPadding) this.#stop(EARLY);
    }
    this.#body.close();
    return this.#take();
  }

  /** False when more input is needed. */
  async #step(): Promise<boolean> {
    switch (this.#state) {
      case 'header':
        return this.#readHeader();
      case 'body':
        return this.#readBody();
      case 'trailer':
        return this.#readTrailer();
      case 'over':
        return false;
    }
  }

  #readHeader(): boolean {
    if (this.#members > 0) this.#skipPadding();
    const length = headerLength(this.#input);
    if (length === 'more') return false;
    if (length === 'foreign') {
      const isFirst = this.#members === 0;
      this.#stop(
        isFirst
          ? 'the gzip header is damaged'
          : 'bytes after the end of the compressed data are not gzip data',
      );
      return false;
    }
    this.#input = this.#input.subarray(length);
    this.#body.close();
    this.#body = new DeflateBody();
    this.#state = 'body';
    return true;
  }

  #skipPadding(): void {
    let at = 0;
    while (at < this.#input.length && this.#input[at] === 0) at += 1;
    this.#input = this.#input.subarray(at);
  }

  async #readBody(): Promise<boolean> {
    if (this.#input.length === 0) return false;
    const used = await this.#body.push(this.#input, this.#out);
    if (this.#body.fault !== null) {
      this.#stop(this.#body.fault);
      return false;
    }
    this.#input = this.#input.subarray(used);
    if (!this.#body.isComplete) return false;
    this.#state = 'trailer';
    return true;
  }

  #readTrailer(): boolean {
    if (this.#input.length < TRAILER_BYTES) return false;
    const isIntact =
      this.#input.readUInt32LE(0) === this.#body.crc &&
      this.#input.readUInt32LE(4) === this.#body.bytes % 2 ** 32;
    if (!isIntact) this.fault ??= 'the compressed data is damaged (its checksum does not fit)';
    this.#input = this.#input.subarray(TRAILER_BYTES);
    this.#members += 1;
    this.#state = 'header';
    return true;
  }

  #stop(fault: string): void {
    this.fault ??= fault;
    this.#state = 'over';
  }

  #take(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }
}

/** The deflate data of one member. It listens to `data` itself: iterating the stream would lose what came before an error. */
class DeflateBody {
  isComplete = false;
  fault: string | null = null;
  crc = 0;
  bytes = 0;
  readonly #inflate: InflateRaw = createInflateRaw({ chunkSize: 1 << 16 });
  #out: Buffer[] = [];

  constructor() {
    this.#inflate.on('data', (data: Buffer) => {
      this.crc = crc32(data, this.crc);
      this.bytes += data.length;
      this.#out.push(data);
    });
    this.#inflate.on('end', () => {
      this.isComplete = true;
    });
    this.#inflate.on('error', (error: Error & { code?: string }) => {
      this.fault = error.code === 'Z_BUF_ERROR' ? EARLY : `the compressed data is damaged (${error.message})`;
    });
  }

  /** Gives how much of the input belongs to this member. */
  async push(input: Buffer, out: Buffer[]): Promise<number> {
    this.#out = out;
    const before = this.#inflate.bytesWritten;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#inflate.off('end', done);
        this.#inflate.off('error', done);
        resolve();
      };
      this.#inflate.once('end', done);
      this.#inflate.once('error', done);
      this.#inflate.write(input, done);
    });
    return this.#inflate.bytesWritten - before;
  }

  async finish(out: Buffer[]): Promise<void> {
    this.#out = out;
    await new Promise<void>((resolve) => {
      this.#inflate.once('end', resolve);
      this.#inflate.once('error', () => resolve());
      this.#inflate.end();
    });
  }

  close(): void {
    this.#inflate.destroy();
  }
}

const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
const FIXED_BYTES = 10;

/** Length of the member header at the start of the input; `more` when it is not all there, `foreign` when it is none. */
function headerLength(input: Buffer): number | 'more' | 'foreign' {
  const magic = [0x1f, 0x8b, 0x08];
  for (let at = 0; at < Math.min(magic.length, input.length); at += 1) {
    if (input[at] !== magic[at]) return 'foreign';
  }
  if (input.length < FIXED_BYTES) return 'more';
  const flags = input[3] ?? 0;
  let at = FIXED_BYTES;
  if (flags & FLAG.extra) {
    if (input.length < at + 2) return 'more';
    at += 2 + input.readUInt16LE(at);
  }
  for (const flag of [FLAG.name, FLAG.comment]) {
    if (!(flags & flag)) continue;
    const end = input.indexOf(0, at);
    if (end < 0) return 'more';
    at = end + 1;
  }
  if (flags & FLAG.headerCrc) at += 2;
  return at <= input.length ? at : 'more';
}
