import { EvtxFault, utf16 } from './cursor.ts';
import { fileTimeText, systemTimeText } from './time-text.ts';

/** Value types of binary XML. Source: libyal/libevtx, Windows XML Event Log format, value types. */
export const VALUE = {
  null: 0x00,
  text: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  fileTime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  binXml: 0x21,
} as const;

export const ARRAY = 0x80;

/** Sizes of the items of an array; what is not here comes as items that end in NUL, or alone. */
const ITEM_BYTES: Readonly<Record<number, number>> = {
  [VALUE.int8]: 1,
  [VALUE.uint8]: 1,
  [VALUE.int16]: 2,
  [VALUE.uint16]: 2,
  [VALUE.int32]: 4,
  [VALUE.uint32]: 4,
  [VALUE.int64]: 8,
  [VALUE.uint64]: 8,
  [VALUE.real32]: 4,
  [VALUE.real64]: 8,
  [VALUE.bool]: 4,
  [VALUE.guid]: 16,
  [VALUE.fileTime]: 8,
  [VALUE.systemTime]: 16,
  [VALUE.hex32]: 4,
  [VALUE.hex64]: 8,
};

/**
 * A value as Windows writes it in XML, by its declared size and not its type's: a boolean takes 4 bytes, a text may or may
 * not end in NUL. The bytes must be there. Null for the null value and for no bytes at all.
 */
export function valueText(bytes: Buffer, from: number, size: number, type: number): string | null {
  if (size === 0 || type === VALUE.null) return null;
  switch (type) {
    case VALUE.text:
      return withoutEndNul(utf16(bytes, from, size));
    case VALUE.ansi:
      return withoutEndNul(bytes.toString('latin1', from, from + size));
    case VALUE.int8:
    case VALUE.int16:
    case VALUE.int32:
    case VALUE.int64:
      return size <= 6 ? String(bytes.readIntLE(from, size)) : String(int64(bytes, from, size));
    case VALUE.uint8:
    case VALUE.uint16:
    case VALUE.uint32:
    case VALUE.uint64:
      return size <= 6 ? String(bytes.readUIntLE(from, size)) : String(uint64(bytes, from, size));
    case VALUE.real32:
    case VALUE.real64:
      return realText(bytes, from, size);
    case VALUE.bool:
      return isZero(bytes, from, size) ? 'false' : 'true';
    case VALUE.guid:
      return guidText(bytes, from, size);
    case VALUE.fileTime:
      return fileTimeText(uint64(bytes, from, size));
    case VALUE.systemTime:
      return systemTimeText(bytes, from, size);
    case VALUE.sid:
      return sidText(bytes, from, size);
    case VALUE.size:
    case VALUE.hex32:
    case VALUE.hex64:
      return `0x${size <= 6 ? bytes.readUIntLE(from, size).toString(16) : uint64(bytes, from, size).toString(16)}`;
    default:
      // Binary, event handles and what is not known: nothing of it is lost this way.
      return bytes.toString('hex', from, from + size).toUpperCase();
  }
}

/** The items of an array value, in order; an empty array has none. */
export function arrayTexts(bytes: Buffer, from: number, size: number, type: number): string[] {
  if (type === VALUE.text || type === VALUE.ansi) {
    const text = type === VALUE.text ? utf16(bytes, from, size) : bytes.toString('latin1', from, from + size);
    const items = text.split('\0');
    // Each item ends in NUL: behind the last one there is no further item.
    if (items.at(-1) === '') items.pop();
    return items;
  }
  const items: string[] = [];
  const end = from + size;
  for (let at = from; at < end; ) {
    const length = type === VALUE.sid ? sidBytes(bytes, at, end) : (ITEM_BYTES[type] ?? end - at);
    if (at + length > end) throw new EvtxFault('an array ends in the middle of an item');
    items.push(valueText(bytes, at, length, type) ?? '');
    at += length;
  }
  return items;
}

function withoutEndNul(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Up to 8 bytes count, more are of no integer. */
function uint64(bytes: Buffer, from: number, size: number): bigint {
  if (size === 8) return bytes.readBigUInt64LE(from);
  let value = 0n;
  for (let at = Math.min(size, 8) - 1; at >= 0; at -= 1)
    value = (value << 8n) | BigInt(bytes[from + at] as number);
  return value;
}

function int64(bytes: Buffer, from: number, size: number): bigint {
  const bits = Math.min(size, 8) * 8;
  return BigInt.asIntN(bits, uint64(bytes, from, size));
}

function realText(bytes: Buffer, from: number, size: number): string {
  if (size === 8) return String(bytes.readDoubleLE(from));
  if (size !== 4) throw new EvtxFault(`a real number of ${size} bytes`);
  // As few digits as tell it from its neighbours among 32-bit numbers.
  const value = bytes.readFloatLE(from);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

function isZero(bytes: Buffer, from: number, size: number): boolean {
  for (let at = from; at < from + size; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** The first three groups are little-endian numbers. */
function guidText(bytes: Buffer, from: number, size: number): string {
  if (size !== 16) throw new EvtxFault(`a GUID of ${size} bytes`);
  const hex = bytes.toString('hex', from, from + 16).toUpperCase();
  const at = (byte: number): string => hex.slice(byte * 2, byte * 2 + 2);
  return `{${at(3)}${at(2)}${at(1)}${at(0)}-${at(5)}${at(4)}-${at(7)}${at(6)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}

function sidBytes(bytes: Buffer, from: number, end: number): number {
  const length = from + 2 <= end ? 8 + 4 * (bytes[from + 1] as number) : Number.POSITIVE_INFINITY;
  if (from + length > end) throw new EvtxFault('a SID that is cut off');
  return length;
}

/** `S-1-5-21-…`: revision, a big-endian authority, then little-endian numbers. */
function sidText(bytes: Buffer, from: number, size: number): string {
  const end = from + sidBytes(bytes, from, from + size);
  let text = `S-${bytes[from] as number}-${bytes.readUIntBE(from + 2, 6)}`;
  for (let at = from + 8; at < end; at += 4) text += `-${bytes.readUInt32LE(at)}`;
  return text;
}
