import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openByteStream } from '../../src/bytes/byte-stream.ts';
import { detectCompression } from '../../src/bytes/compression.ts';
import { createInflater } from '../../src/bytes/inflater.ts';
import { verifyCompressed } from '../../src/index.ts';
import { tempFile } from '../support/files.ts';
import { auditRecords, ndjson } from '../support/records.ts';
import { zstdFrame } from '../support/zstd.ts';

const TEXT = Buffer.from(ndjson(auditRecords(800)));
const GZIP = gzipSync(TEXT);
const ZSTD = zstdFrame(TEXT);

async function readAll(content: Buffer): Promise<{ text: Buffer; fault: string | null }> {
  const stream = openByteStream(tempFile(content).path, detectCompression(content));
  const parts: Buffer[] = [];
  for await (const chunk of stream.chunks) parts.push(chunk);
  return { text: Buffer.concat(parts), fault: stream.fault() };
}

describe.each([
  ['gzip', GZIP],
  ['zstd', ZSTD],
])('%s', (_, whole) => {
  it('gives the content and no fault', async () => {
    const { text, fault } = await readAll(whole);
    expect(text.equals(TEXT)).toBe(true);
    expect(fault).toBeNull();
    expect(await verifyCompressed(tempFile(whole))).toEqual({ intact: true, bytes: TEXT.length });
  });

  it('two one after the other are one content', async () => {
    const { text, fault } = await readAll(Buffer.concat([whole, whole]));
    expect(text.equals(Buffer.concat([TEXT, TEXT]))).toBe(true);
    expect(fault).toBeNull();
  });

  it('cut off: everything before the cut, and a fault', async () => {
    const { text, fault } = await readAll(whole.subarray(0, Math.floor(whole.length * 0.7)));
    expect(text.length).toBeGreaterThan(TEXT.length * 0.5);
    expect(TEXT.subarray(0, text.length).equals(text)).toBe(true);
    expect(fault).toBe('the compressed data ends early');
  });

  it('cut off in the second of two', async () => {
    const check = await verifyCompressed(
      tempFile(Buffer.concat([whole, whole.subarray(0, whole.length - 9)])),
    );
    expect(check).toMatchObject({ intact: false, reason: 'the compressed data ends early' });
    expect(check.bytes).toBeGreaterThan(TEXT.length * 1.5);
  });

  it('damaged in the middle', async () => {
    const damaged = Buffer.from(whole);
    if (whole === GZIP) damaged.fill(0xff, 2000, 2040);
    else damaged.writeUIntLE(0x06, 9, 3); // a block of the reserved type
    const { fault } = await readAll(damaged);
    expect(fault).toMatch(/^the compressed data is damaged/);
  });
});

describe('what follows a gzip member', () => {
  it('padding with zeros is no fault', async () => {
    expect((await readAll(Buffer.concat([GZIP, Buffer.alloc(512)]))).fault).toBeNull();
  });

  it('anything else is', async () => {
    const { text, fault } = await readAll(
      Buffer.concat([GZIP, Buffer.from('not gzip, and lost if nobody says so')]),
    );
    expect(text.equals(TEXT)).toBe(true);
    expect(fault).toMatch(/not gzip data/);
  });

  it('a checksum that does not fit is a fault', async () => {
    const damaged = Buffer.from(GZIP);
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 1;
    const { text, fault } = await readAll(damaged);
    expect(text.equals(TEXT)).toBe(true);
    expect(fault).toMatch(/checksum/);
  });
});

it('stops when aborted', async () => {
  const stream = openByteStream(tempFile(GZIP).path, 'gzip', {
    signal: AbortSignal.abort(new Error('stopped')),
  });
  await expect(async () => {
    for await (const _ of stream.chunks) expect.unreachable();
  }).rejects.toThrow('stopped');
});

it('is the same for every way of cutting the file into pieces', async () => {
  const members = Buffer.concat([
    gzipSync(Buffer.from('one ')),
    gzipSync(Buffer.alloc(0)),
    gzipSync(Buffer.from('two'), { level: 0 }),
  ]);
  for (let size = 1; size < members.length; size += 3) {
    const inflater = createInflater('gzip');
    const out: Buffer[] = [];
    for (let at = 0; at < members.length; at += size)
      out.push(...(await inflater.push(members.subarray(at, at + size))));
    out.push(...(await inflater.finish()));
    expect([Buffer.concat(out).toString(), inflater.fault]).toEqual(['one two', null]);
  }
});
