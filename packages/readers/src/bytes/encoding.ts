export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** Tells the encoding of text by its byte order mark, or for UTF-16 without one by where its zero bytes are. */
export function detectEncoding(head: Buffer): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-bom';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return withoutMark(head);
}

const PROBE_BYTES = 256;

/** Western text in UTF-16 has a zero in nearly every second byte, and never two in a row. */
function withoutMark(head: Buffer): TextEncoding {
  const probe = head.subarray(0, Math.min(PROBE_BYTES, head.length & ~1));
  if (probe.length < 4) return 'utf-8';
  let even = 0;
  let odd = 0;
  for (let i = 0; i < probe.length; i += 2) {
    if (probe[i] === 0) even += 1;
    if (probe[i + 1] === 0) odd += 1;
  }
  const most = (probe.length / 2) * 0.8;
  if (odd >= most && even === 0) return 'utf-16le';
  if (even >= most && odd === 0) return 'utf-16be';
  return 'utf-8';
}

/** Gives the text as UTF-8 without a byte order mark. Invalid UTF-8 passes through; invalid UTF-16 becomes U+FFFD. */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') yield* chunks;
  else if (encoding === 'utf-8-bom') yield* dropBytes(chunks, 3);
  else {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    const rest = decoder.decode();
    if (rest !== '') yield Buffer.from(rest);
  }
}

async function* dropBytes(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    const dropped = Math.min(left, chunk.length);
    left -= dropped;
    if (dropped < chunk.length) yield chunk.subarray(dropped);
  }
}
