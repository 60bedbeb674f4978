import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvtxSplitter } from '../../src/evtx/evtx-splitter.ts';
import { eventTemplate, eventValues, makeEvtx, textValue } from '../support/evtx-writer.ts';
import { decode } from '../support/files.ts';

const template = eventTemplate(['Image', 'CommandLine', 'Grant']);
const record = (number: number) => ({
  template,
  values: eventValues(1, [
    textValue(`C:\\${number}.exe`),
    textValue('x'.repeat(number)),
    { type: 0x14, bytes: Buffer.alloc(4, number) },
  ]),
});
const CHUNKS = 3;
const EACH = 20;
const FILE = makeEvtx(
  Array.from({ length: CHUNKS }, (_, chunk) =>
    Array.from({ length: EACH }, (_, at) => record(chunk * EACH + at)),
  ),
);

function read(content: Buffer, pieceBytes = 10_000) {
  const ids: bigint[] = [];
  const faults: string[] = [];
  const doubts: string[] = [];
  const splitter = new EvtxSplitter({
    record: ({ id }) => ids.push(id),
    broken: (_, reason) => faults.push(reason),
    doubt: (kind) => doubts.push(kind),
  });
  for (let at = 0; at < content.length; at += pieceBytes)
    splitter.push(content.subarray(at, at + pieceBytes));
  splitter.end();
  return { ids, faults, doubts };
}

describe('damage', () => {
  it('none: every record, whatever the pieces are', () => {
    for (const piece of [1, 4096, 65_536, 1_000_000])
      expect(read(FILE, piece)).toMatchObject({ ids: { length: CHUNKS * EACH }, faults: [], doubts: [] });
  });

  it('any flipped bytes never throw, and cost no record of another chunk', () => {
    const flip = fc.tuple(fc.nat(FILE.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 8 }), (flips) => {
        const damaged = Buffer.from(FILE);
        for (const [at, mask] of flips) damaged[at] = (damaged[at] as number) ^ mask;
        const hit = new Set(
          flips.filter(([at]) => at >= 4096).map(([at]) => Math.floor((at - 4096) / 65_536)),
        );
        expect(read(damaged).ids.length).toBeGreaterThanOrEqual((CHUNKS - hit.size) * EACH);
      }),
      { numRuns: 400 },
    );
  });

  it('flipped bytes in the used part are told, or the records are all there', () => {
    const used = FILE.readUInt32LE(4096 + 48);
    fc.assert(
      fc.property(fc.integer({ min: 512, max: used - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const damaged = Buffer.from(FILE);
        damaged[4096 + at] = (damaged[4096 + at] as number) ^ mask;
        expect(read(damaged).doubts).toContain('chunk-records');
      }),
      { numRuns: 200 },
    );
  });

  it('a file cut off anywhere gives the records before the cut', () => {
    fc.assert(
      fc.property(fc.nat(FILE.length), (length) => {
        const { ids, faults } = read(FILE.subarray(0, length));
        expect(ids).toEqual(Array.from({ length: ids.length }, (_, at) => BigInt(at + 1)));
        const whole = Math.max(0, Math.floor((length - 4096) / 65_536));
        expect(ids.length).toBeGreaterThanOrEqual(whole * EACH);
        if (length > 0 && length < 4096) expect(faults).toEqual(['the file ends in its header']);
      }),
      { numRuns: 200 },
    );
  });

  it('random bytes after a good header never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(2000), (noise, at) => {
        const damaged = Buffer.from(FILE.subarray(0, 4096 + 65_536));
        Buffer.from(noise).copy(damaged, 4096 + 512 + at);
        read(damaged);
      }),
      { numRuns: 300 },
    );
  });

  it('a template that holds itself, and one that doubles without end, cost their record only', () => {
    const doubling = { name: 'Event', content: Array.from({ length: 4000 }, () => ({ slot: 0 })) };
    const big = { type: 0x01, bytes: Buffer.alloc(40_000, 0x41) };
    const { ids, faults } = read(makeEvtx([[{ template: doubling, values: [big] }], [record(1)]]));
    expect(ids).toEqual([2n]);
    expect(faults).toEqual(['record 1: its values would take more than any event can hold']);
    const own = Buffer.from('0c01 00000000 00000000'.replaceAll(' ', ''), 'hex');
    const file = makeEvtx([[{ template: { name: 'Event', content: [own] }, values: [] }], [record(1)]]);
    const at = file.indexOf(own, 4096 + 600);
    file.writeUInt32LE(512 + 24 + 4 + 10, at + 6);
    expect(read(file)).toMatchObject({ ids: [2n], faults: ['record 1: its template is damaged'] });
  });

  it('a dirty log gives also the records that its chunk header does not count yet', () => {
    const file = makeEvtx([[record(1), record(2), record(3)]], 1);
    const chunk = file.subarray(4096);
    chunk.writeUInt32LE(512 + chunk.readUInt32LE(512 + 4), 48);
    chunk.writeUInt32LE(crc32(chunk.subarray(512, chunk.readUInt32LE(48))), 52);
    chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
    expect(read(file)).toEqual({ ids: [1n, 2n, 3n], faults: [], doubts: ['dirty'] });
  });

  it('a chunk that is none is quarantined, and the others are read', async () => {
    const damaged = Buffer.from(FILE);
    damaged.fill(0xaa, 4096, 4096 + 65_536);
    const { records, quarantined, format } = await decode(damaged);
    expect({ records, format }).toEqual({ records: (CHUNKS - 1) * EACH, format: 'evtx' });
    expect(quarantined).toMatchObject([
      { line: null, reason: 'at byte 4096: a chunk that does not begin as one' },
    ]);
  });
});
