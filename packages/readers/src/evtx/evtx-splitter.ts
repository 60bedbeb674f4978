import { crc32 } from 'node:zlib';
import { CHUNK_BYTES, type ChunkSink, readChunk } from './chunk.ts';

const HEADER_BYTES = 4096;
export const FILE_MAGIC = 'ElfFile\0';
export const CHUNK_MAGIC = 'ElfChnk\0';
const DIRTY = 1;

export interface EvtxSink extends Omit<ChunkSink, 'broken' | 'doubt'> {
  /** @param at of the file. */
  broken(at: number, reason: string, head: Buffer): void;
  doubt(kind: 'file-header' | 'dirty' | 'chunk-header' | 'chunk-records'): void;
}

/**
 * Takes a Windows event log piece by piece and gives its records; holds one chunk of 64 KB. Content never makes it throw.
 * Source: libyal/libevtx, Windows XML Event Log (EVTX) format.
 */
export class EvtxSplitter {
  readonly #sink: EvtxSink;
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #filled = 0;
  /** Of the file, where the buffer begins. */
  #at = 0;
  #wanted = HEADER_BYTES;
  #isDirty = false;
  #isStarted = false;

  constructor(sink: EvtxSink) {
    this.#sink = sink;
  }

  push(piece: Buffer): void {
    let from = 0;
    while (from < piece.length) {
      const length = Math.min(this.#wanted - this.#filled, piece.length - from);
      piece.copy(this.#buffer, this.#filled, from, from + length);
      this.#filled += length;
      from += length;
      if (this.#filled === this.#wanted) this.#take();
    }
  }

  end(): void {
    if (this.#filled > 0) this.#take();
  }

  #take(): void {
    const block = this.#buffer.subarray(0, this.#filled);
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#wanted = CHUNK_BYTES;
      // Chunks alone, as recovery tools write them.
      if (block.toString('latin1', 0, 8) === CHUNK_MAGIC && this.#filled === HEADER_BYTES) return;
      this.#takeHeader(block);
    } else this.#takeChunk(block);
    this.#at += this.#filled;
    this.#filled = 0;
  }

  #takeHeader(header: Buffer): void {
    if (header.length < HEADER_BYTES) {
      this.#sink.broken(0, 'the file ends in its header', header);
      return;
    }
    const isGood =
      header.toString('latin1', 0, 8) === FILE_MAGIC &&
      crc32(header.subarray(0, 120)) === header.readUInt32LE(124);
    if (!isGood) this.#sink.doubt('file-header');
    else if ((header.readUInt32LE(120) & DIRTY) !== 0) this.#sink.doubt('dirty');
    this.#isDirty = !isGood || (header.readUInt32LE(120) & DIRTY) !== 0;
  }

  #takeChunk(chunk: Buffer): void {
    const sink = this.#sink;
    const start = this.#at;
    readChunk(chunk, this.#isDirty, {
      record: (record) => sink.record(record),
      broken: (at, reason, head) => sink.broken(start + at, reason, head),
      doubt: (kind) => sink.doubt(kind),
    });
  }
}
