/** Why a piece of an event log cannot be read, in words: lower case, no full stop. Never leaves this folder. */
export class EvtxFault extends Error {}

/** Reads little-endian values from a part of a chunk. Whatever would pass the part's end is an `EvtxFault`. */
export class Cursor {
  readonly bytes: Buffer;
  /** Offsets are of the chunk: names and templates are named by them. */
  at: number;
  readonly end: number;

  constructor(bytes: Buffer, at: number, end: number) {
    if (at < 0 || at > end || end > bytes.length) throw new EvtxFault('an offset points outside its chunk');
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Moves on by so many bytes, which must be there, and gives where they begin. */
  skip(length: number): number {
    const from = this.at;
    if (length < 0 || from + length > this.end) throw new EvtxFault('it ends in the middle of a value');
    this.at = from + length;
    return from;
  }

  peek(): number {
    const byte = this.at < this.end ? this.bytes[this.at] : undefined;
    if (byte === undefined) throw new EvtxFault('it ends before its end token');
    return byte;
  }

  u8(): number {
    const byte = this.peek();
    this.at += 1;
    return byte;
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.skip(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.skip(4));
  }

  /** So many UTF-16 code units, as they are. */
  text(units: number): string {
    return utf16(this.bytes, this.skip(units * 2), units * 2);
  }
}

/** Below this many bytes a loop beats the call into the runtime. */
const SHORT_BYTES = 48;

export function utf16(bytes: Buffer, from: number, length: number): string {
  const end = from + length - (length % 2);
  if (length > SHORT_BYTES) return bytes.toString('utf16le', from, end);
  let text = '';
  for (let at = from; at < end; at += 2)
    text += String.fromCharCode((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
  return text;
}
