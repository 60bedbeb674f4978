import { guidText } from './guid.ts';
import { at } from './table.ts';

const HEX8: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

const WORD = 0x1_0000_0000;

/** Mixes two 32-bit numbers into one that looks unrelated to both (the finaliser of MurmurHash3). For decisions that must be
 *  the same in two passes over the same data, where a generator's state would differ. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 16;
  h = Math.imul(h ^ b, 0xc2b2ae35);
  h ^= h >>> 13;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The four lower-case hex digits of a number's low 16 bits. */
export function hex16(value: number): string {
  return (HEX8[(value >>> 8) & 255] ?? '') + (HEX8[value & 255] ?? '');
}

/** A seeded generator: sfc32 (Chris Doty-Humphrey, PractRand). Integer arithmetic only, so the same seed and label give the
 *  same stream on every machine. Streams of different labels are independent: more of one kind of traffic moves no other. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number, label: string) {
    let h = mix(seed >>> 0, Math.floor(seed / WORD));
    for (let i = 0; i < label.length; i++) h = mix(h, label.charCodeAt(i));
    this.a = h;
    this.b = mix(h, 1);
    this.c = mix(h, 2);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** The next 32 bits, 0 to 2^32 - 1. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** An integer from 0 to `count` - 1; `count` at most 2^21. */
  below(count: number): number {
    return Math.floor((this.next() * count) / WORD);
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True once in `count` times. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(table: ArrayLike<T>): T {
    return at(table, this.below(table.length));
  }

  /** A value of a table made by `spread`. */
  draw<T>(places: readonly T[]): T {
    return at(places, this.next() >>> 24);
  }

  /** A version 4 GUID in lower case. */
  guid(): string {
    const a = this.next();
    const b = this.next();
    const c = this.next();
    return guidText(a, (b & 0xffff0fff) | 0x4000, (c & 0x3fffffff) | 0x80000000, this.next());
  }

  /** `bytes` random bytes (an even number) as lower-case hex digits. */
  hex(bytes: number): string {
    let text = '';
    for (let i = 0; i < bytes; i += 2) text += hex16(this.next() >>> 16);
    return text;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.next() >>> 24);
  }
}
