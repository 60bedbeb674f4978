/** A zstd frame (RFC 8878) of raw blocks: Node 20 has no zstd compressor, and a reader cannot tell the difference. */
export function zstdFrame(content: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(0xfd2fb528, 0);
  header[4] = 0xa0; // single segment, four bytes of content size
  header.writeUInt32LE(content.length, 5);
  const parts = [header];
  const blockBytes = 1000;
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    const isLast = at + blockBytes >= content.length;
    const blockHeader = Buffer.alloc(3);
    blockHeader.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3);
    parts.push(blockHeader, block);
  }
  return Buffer.concat(parts);
}
