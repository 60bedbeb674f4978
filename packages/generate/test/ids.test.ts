import { describe, expect, it } from 'vitest';
import { folderEntryId, itemEntryId, itemEntryPrefix } from '../src/entry-id.ts';
import { Random } from '../src/random.ts';
import { ticksId } from '../src/record-id.ts';

describe('ticksId', () => {
  it.each(['2026-03-02T00:00:00Z', '2021-07-10T15:14:30Z', '2039-12-31T23:59:59Z'])('holds %s', (time) => {
    const seconds = Date.parse(time) / 1000;
    const id = ticksId(new Random(5, time), seconds);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-08[0-9a-f]{10}$/);
    const [, , , low = '', high = ''] = id.split('-');
    const ticks = BigInt(`0x${high}${low}`);
    const written = Number(ticks / 10_000_000n - 62_135_596_800n);
    expect(Math.abs(written - seconds)).toBeLessThanOrEqual(1);
  });
});

describe('entry ids', () => {
  const keys = { mailbox: new Uint8Array(16).fill(0xab), store: new Uint8Array(16).fill(0xcd) };
  const bytes = (id: string) => Buffer.from(id, 'base64');

  it('of a folder: 48 bytes with both keys and the number', () => {
    const id = folderEntryId(keys, 0x10c);
    expect(id).toHaveLength(64);
    expect(id.startsWith('LgAAAA')).toBe(true);
    expect(bytes(id).subarray(5, 21)).toEqual(Buffer.from(keys.mailbox));
    expect(bytes(id).subarray(23, 39)).toEqual(Buffer.from(keys.store));
    expect(bytes(id).readUInt16BE(44)).toBe(0x10c);
  });

  it('of an item: 72 bytes that end with its number', () => {
    const prefix = itemEntryPrefix(keys, 0x10c);
    for (const item of [0, 1, 0xffffff, 0x1234567, 0xfedcba98]) {
      const id = itemEntryId(prefix, item);
      expect(id).toHaveLength(96);
      expect(bytes(id).readUInt32BE(65)).toBe(item);
      expect(bytes(id).toString('base64')).toBe(id);
    }
  });
});
