import { crc32 } from 'node:zlib';
import type { XmlElement } from '../windows/xml-element.ts';
import { BinaryXmlReader } from './binary-xml.ts';
import { EvtxFault } from './cursor.ts';
import { expandInstance } from './expand.ts';
import { fileTimeText } from './time-text.ts';

export const CHUNK_BYTES = 65_536;
const HEADER_BYTES = 512;
const MAGIC = Buffer.from('ElfChnk\0', 'latin1');
const RECORD_MAGIC = Buffer.from([0x2a, 0x2a, 0, 0]);
const RECORD_HEAD_BYTES = 24;
/** Head, and the size once more behind the content. */
const RECORD_BYTES_MIN = RECORD_HEAD_BYTES + 4;

export interface EvtxRecord {
  /** Of the record in its file. */
  readonly id: bigint;
  /** When the log was written, which is an instant behind the event's own time. Null where that is no time. */
  readonly written: string | null;
  readonly event: XmlElement;
}

export interface ChunkSink {
  record(record: EvtxRecord): void;
  /** @param at of the chunk; `head`: what lies there. */
  broken(at: number, reason: string, head: Buffer): void;
  /** The chunk as a whole is not as it should be, though its records were read. */
  doubt(kind: 'chunk-header' | 'chunk-records'): void;
}

export function isUnused(chunk: Buffer): boolean {
  return chunk.every((byte) => byte === 0);
}

/**
 * Reads the records of one chunk, whole or cut off. A record that is damaged costs itself only; where even its size is,
 * the next one is looked for.
 * @param isDirty the log was not closed: its last chunk holds more records than its header says.
 */
export function readChunk(chunk: Buffer, isDirty: boolean, sink: ChunkSink): void {
  const header = readHeader(chunk, sink);
  if (header === null) return;
  const reader = new BinaryXmlReader(chunk);
  let next: bigint | null = null;
  let at = HEADER_BYTES;
  while (at + RECORD_BYTES_MIN <= chunk.length) {
    const isBehind = at >= header.recordsEnd;
    if (isBehind && header.isTrusted && !isDirty) return;
    const size = recordSize(chunk, at);
    const id: bigint | null = size === null ? null : chunk.readBigUInt64LE(at + 8);
    // Behind the end lie remains of older use of the chunk, and they count otherwise.
    if (isBehind && (id === null || (next !== null && id !== next))) return;
    if (size === null || id === null) {
      const found = nextRecord(chunk, at + 4);
      const isRest = !header.isTrusted && found === null;
      if (!isRest || !isUnused(chunk.subarray(at)))
        sink.broken(at, 'a record that does not begin as one', chunk.subarray(at));
      if (found === null) return;
      at = found;
      continue;
    }
    readRecord(chunk, at, size, id, reader, sink);
    next = id + 1n;
    at += size;
  }
  if (at < Math.min(header.recordsEnd, CHUNK_BYTES) && chunk.length < CHUNK_BYTES)
    sink.broken(at, 'the file ends in the middle of a record', chunk.subarray(at));
}

interface Header {
  readonly recordsEnd: number;
  readonly isTrusted: boolean;
}

/** Null where the chunk is none, or not used. */
function readHeader(chunk: Buffer, sink: ChunkSink): Header | null {
  if (isUnused(chunk)) return null;
  const isWhole = chunk.length >= HEADER_BYTES;
  const hasMagic = chunk.subarray(0, MAGIC.length).equals(MAGIC);
  if (!isWhole || (!hasMagic && nextRecord(chunk, HEADER_BYTES) === null)) {
    sink.broken(
      0,
      isWhole ? 'a chunk that does not begin as one' : 'the file ends in the middle of a chunk',
      chunk,
    );
    return null;
  }
  const recordsEnd = chunk.readUInt32LE(48);
  const check = crc32(chunk.subarray(128, HEADER_BYTES), crc32(chunk.subarray(0, 120)));
  const isTrusted =
    hasMagic && check === chunk.readUInt32LE(124) && recordsEnd >= HEADER_BYTES && recordsEnd <= CHUNK_BYTES;
  if (!isTrusted) sink.doubt('chunk-header');
  else if (
    chunk.length === CHUNK_BYTES &&
    crc32(chunk.subarray(HEADER_BYTES, recordsEnd)) !== chunk.readUInt32LE(52)
  )
    sink.doubt('chunk-records');
  return { recordsEnd: isTrusted ? recordsEnd : CHUNK_BYTES, isTrusted };
}

/** The size of the record there; null where none is. A record says its size in front and behind. */
function recordSize(chunk: Buffer, at: number): number | null {
  if (chunk.compare(RECORD_MAGIC, 0, 4, at, at + 4) !== 0) return null;
  const size = chunk.readUInt32LE(at + 4);
  if (size < RECORD_BYTES_MIN || at + size > chunk.length) return null;
  return chunk.readUInt32LE(at + size - 4) === size ? size : null;
}

function nextRecord(chunk: Buffer, from: number): number | null {
  for (let at = from; ; at += 4) {
    at = chunk.indexOf(RECORD_MAGIC, at);
    if (at < 0 || at + RECORD_BYTES_MIN > chunk.length) return null;
    if (recordSize(chunk, at) !== null) return at;
  }
}

function readRecord(
  chunk: Buffer,
  at: number,
  size: number,
  id: bigint,
  reader: BinaryXmlReader,
  sink: ChunkSink,
): void {
  try {
    const instance = reader.read(at + RECORD_HEAD_BYTES, at + size - 4, false);
    sink.record({ id, written: writtenTime(chunk, at), event: expandInstance(instance, chunk, reader) });
  } catch (error) {
    if (!(error instanceof EvtxFault)) throw error;
    sink.broken(at, `record ${id}: ${error.message}`, chunk.subarray(at + RECORD_HEAD_BYTES, at + size));
  }
}

function writtenTime(chunk: Buffer, at: number): string | null {
  try {
    return fileTimeText(chunk.readBigUInt64LE(at + 16));
  } catch (error) {
    if (!(error instanceof EvtxFault)) throw error;
    return null;
  }
}
