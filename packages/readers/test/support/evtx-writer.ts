import { crc32 } from 'node:zlib';

/** A value of a record: its type in binary XML and its bytes. */
export interface TestValue {
  readonly type: number;
  readonly bytes: Buffer;
}

/** Content of an element: text, a slot for a value, another element, or bytes as they are. */
export type TestNode = string | { readonly slot: number; readonly optional?: boolean } | TestElement | Buffer;

export interface TestElement {
  readonly name: string;
  readonly attributes?: readonly (readonly [
    string,
    string | { readonly slot: number; readonly optional?: boolean },
  ])[];
  readonly content?: readonly TestNode[];
  readonly dependsOn?: number;
}

export interface TestRecord {
  readonly template: TestElement;
  readonly values: readonly TestValue[];
}

const CHUNK_BYTES = 65_536;
const WRITTEN = 132_800_000_000_000_000n;

/** Writes one chunk; names and templates are written where they are first used, as Windows does. */
class ChunkWriter {
  readonly bytes = Buffer.alloc(CHUNK_BYTES);
  at = 512;
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<TestElement, number>();

  u8(value: number): void {
    this.at = this.bytes.writeUInt8(value, this.at);
  }
  u16(value: number): void {
    this.at = this.bytes.writeUInt16LE(value, this.at);
  }
  u32(value: number): void {
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }
  raw(bytes: Buffer): void {
    this.at += bytes.copy(this.bytes, this.at);
  }
  text(text: string): void {
    this.u16(text.length);
    this.raw(Buffer.from(text, 'utf16le'));
  }

  name(name: string): void {
    const known = this.#names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.#names.set(name, this.at);
    this.u32(0);
    this.u16(0);
    this.text(name);
    this.u16(0);
  }

  part(part: string | { readonly slot: number; readonly optional?: boolean }): void {
    if (typeof part === 'string') {
      this.u8(0x05);
      this.u8(1);
      this.text(part);
    } else {
      this.u8(part.optional === true ? 0x0e : 0x0d);
      this.u16(part.slot);
      this.u8(0);
    }
  }

  element({ name, attributes = [], content = [], dependsOn = 0xffff }: TestElement): void {
    this.u8(attributes.length > 0 ? 0x41 : 0x01);
    this.u16(dependsOn);
    const sizeAt = this.at;
    this.u32(0);
    this.name(name);
    if (attributes.length > 0) this.u32(0);
    for (const [attribute, value] of attributes) {
      this.u8(0x06);
      this.name(attribute);
      this.part(value);
    }
    if (content.length === 0) this.u8(0x03);
    else {
      this.u8(0x02);
      for (const node of content) {
        if (Buffer.isBuffer(node)) this.raw(node);
        else if (typeof node === 'object' && 'name' in node) this.element(node);
        else this.part(node);
      }
      this.u8(0x04);
    }
    this.bytes.writeUInt32LE(this.at - sizeAt - 4, sizeAt);
  }

  record(id: bigint, { template, values }: TestRecord): void {
    const start = this.at;
    this.u32(0x2a2a);
    this.u32(0);
    this.at = this.bytes.writeBigUInt64LE(id, this.at);
    this.at = this.bytes.writeBigUInt64LE(WRITTEN + id * 10_000_000n, this.at);
    this.u32(0x0001010f);
    this.u8(0x0c);
    this.u8(1);
    this.u32(7);
    const known = this.#templates.get(template);
    this.u32(known ?? this.at + 4);
    if (known === undefined) {
      this.#templates.set(template, this.at);
      this.at += 20;
      const sizeAt = this.at;
      this.u32(0);
      this.u32(0x0001010f);
      this.element(template);
      this.u8(0);
      this.bytes.writeUInt32LE(this.at - sizeAt - 4, sizeAt);
    }
    this.u32(values.length);
    for (const { type, bytes } of values) {
      this.u16(bytes.length);
      this.u8(type);
      this.u8(0);
    }
    for (const { bytes } of values) this.raw(bytes);
    this.u32(this.at + 4 - start);
    this.bytes.writeUInt32LE(this.at - start, start + 4);
  }

  finish(firstId: bigint, lastId: bigint): Buffer {
    const { bytes } = this;
    bytes.write('ElfChnk\0', 'latin1');
    bytes.writeBigUInt64LE(firstId, 8);
    bytes.writeBigUInt64LE(lastId, 16);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(this.at, 48);
    bytes.writeUInt32LE(crc32(bytes.subarray(512, this.at)), 52);
    bytes.writeUInt32LE(crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))), 124);
    return bytes;
  }
}

/** An event log of chunks of records, as Windows writes one. */
export function makeEvtx(chunks: readonly (readonly TestRecord[])[], flags = 0): Buffer {
  const header = Buffer.alloc(4096);
  header.write('ElfFile\0', 'latin1');
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(4096, 40);
  header.writeUInt16LE(chunks.length, 42);
  header.writeUInt32LE(flags, 120);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  let id = 1n;
  const written = chunks.map((records) => {
    const writer = new ChunkWriter();
    const first = id;
    for (const record of records) {
      writer.record(id, record);
      id += 1n;
    }
    return writer.finish(first, id - 1n);
  });
  return Buffer.concat([header, ...written]);
}

export function textValue(text: string): TestValue {
  return { type: 0x01, bytes: Buffer.from(text, 'utf16le') };
}

const NAMES = ['EventID', 'Channel', 'Computer', 'Time'];

/** An event with a System part and Data of the given names; the same array of names gives the same template. */
export function eventTemplate(names: readonly string[]): TestElement {
  return {
    name: 'Event',
    attributes: [['xmlns', 'http://schemas.microsoft.com/win/2004/08/events/event']],
    content: [
      {
        name: 'System',
        content: [
          { name: 'Provider', attributes: [['Name', 'Test-Provider']] },
          { name: 'EventID', content: [{ slot: 0 }] },
          { name: 'TimeCreated', attributes: [['SystemTime', { slot: 3 }]] },
          { name: 'Channel', content: [{ slot: 1 }] },
          { name: 'Computer', content: [{ slot: 2 }] },
        ],
      },
      {
        name: 'EventData',
        content: names.map((name, index) => ({
          name: 'Data',
          ...(name === '' ? {} : { attributes: [['Name', name] as const] }),
          content: [{ slot: NAMES.length + index }],
        })),
      },
    ],
  };
}

export function eventValues(id: number, values: readonly TestValue[]): readonly TestValue[] {
  const eventId = Buffer.alloc(2);
  eventId.writeUInt16LE(id);
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(132_800_000_001_234_567n);
  return [
    { type: 0x06, bytes: eventId },
    textValue('Test/Operational'),
    textValue('WS01.lab.example'),
    { type: 0x11, bytes: time },
    ...values,
  ];
}
